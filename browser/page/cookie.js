/** Lets the browser keep what Python asks it to keep, and nothing else: a cookie. */

/** @import { Component, CookieData } from "../types.js" */

/** Streamlit's renderer. @param {Pick<Component<CookieData>, "data">} component */
export default function keep({ data: { name, value, seconds } }) {
  document.cookie = `${name}=${value}; path=/; max-age=${seconds}; SameSite=Lax`;
}
