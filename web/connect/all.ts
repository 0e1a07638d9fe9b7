import { connect, showTheme } from './client'

/** `all.js`: gives a page that an add-on shows in the chat the objects `HipChat` and `AP`. */

const api = connect(window)
Object.assign(window, { HipChat: api, AP: api })

showTheme(window, new URLSearchParams(window.location.search).get('theme'))
