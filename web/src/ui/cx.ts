/** Class names that apply, joined: `cx(styles.row, isHere && styles.isHere)`. */
export function cx(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ')
}
