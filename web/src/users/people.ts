import { createStore } from 'zustand/vanilla'
import type { ChatMessage } from '../messages/model'
import type { Person, Presence } from './model'

/** The people of the group, by id, with presence and the one-to-one chat with each. */
export class People {
  readonly store = createStore<{ people: ReadonlyMap<number, Person> }>(() => ({ people: new Map() }))

  #named = new Map<string, Person>()
  #namedFrom: ReadonlyMap<number, Person> | null = null

  get(id: number): Person | undefined {
    return this.store.getState().people.get(id)
  }

  /** Who has this mention name, in any case of letters. */
  named(mention: string): Person | undefined {
    const { people } = this.store.getState()
    if (this.#namedFrom !== people) {
      this.#named = new Map([...people.values()].map((person) => [person.mention_name.toLowerCase(), person]))
      this.#namedFrom = people
    }
    return this.#named.get(mention.toLowerCase())
  }

  reset(people: readonly Person[]): void {
    this.store.setState({ people: new Map(people.map((person) => [person.id, person])) })
  }

  /** A new person, or new facts of a known one. */
  put(facts: Partial<Person> & { id: number }): void {
    const known = this.get(facts.id)
    const blank: Person = {
      id: facts.id,
      name: '',
      mention_name: '',
      title: '',
      photo_url: null,
      is_guest: false,
      presence: null,
      chat_id: null,
      last_position: 0,
      read_position: 0,
      last_active: null,
    }
    this.#set({ ...(known ?? blank), ...facts })
  }

  remove(id: number): void {
    const people = new Map(this.store.getState().people)
    if (people.delete(id)) this.store.setState({ people })
  }

  setPresence(id: number, presence: Presence | null): void {
    const person = this.get(id)
    if (person) this.#set({ ...person, presence })
  }

  /** A one-to-one message with that person. */
  took(id: number, message: ChatMessage, me: number): void {
    const person = this.get(id)
    if (!person || message.position <= person.last_position) return
    const own = message.from?.id === me
    this.#set({
      ...person,
      chat_id: message.chat_id,
      last_position: message.position,
      last_active: message.date,
      read_position: own ? message.position : person.read_position,
    })
  }

  read(id: number, position: number): void {
    const person = this.get(id)
    if (person && position > person.read_position) this.#set({ ...person, read_position: position })
  }

  /** Read exactly up to a position, forward or back. */
  putRead(id: number, position: number): void {
    const person = this.get(id)
    if (person) this.#set({ ...person, read_position: position })
  }

  #set(person: Person): void {
    const people = new Map(this.store.getState().people)
    people.set(person.id, person)
    this.store.setState({ people })
  }
}
