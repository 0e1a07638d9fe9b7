import { Code, CreditCard, Image, Link, type LucideIcon, Paperclip, Pin, SmilePlus } from 'lucide-react'
import type { Having } from './query'

export const HAVING_ICONS: Record<Having, LucideIcon> = {
  file: Paperclip,
  image: Image,
  link: Link,
  card: CreditCard,
  code: Code,
  reaction: SmilePlus,
  pin: Pin,
}
