import { connect } from './client'

/** `all.js`: gives a page that an add-on shows in the chat the objects `HipChat` and `AP`. */

const api = connect(window)
Object.assign(window, { HipChat: api, AP: api })

// For `all.css`, and for pages that want to look as the chat around them does.
const theme = new URLSearchParams(window.location.search).get('theme')
if (theme === 'dark' || theme === 'light') document.documentElement.setAttribute('data-theme', theme)
