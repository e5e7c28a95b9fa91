/** Channels between the time bar and the map: across frames by name, within one page by a wire. */

/** @import { ChannelEnd } from "../types.js" */

/**
 * The channel of a name, or an end of a wire as it is; null where there is none.
 *
 * @param {string | ChannelEnd | null | undefined} channel
 * @returns {ChannelEnd | null}
 */
export function openChannel(channel) {
  if (!channel) return null;
  if (typeof channel !== "string") return channel;
  return typeof BroadcastChannel === "function" ? new BroadcastChannel(channel) : null;
}

/** What a BroadcastChannel is between frames, within one page: what one end says, the others hear at once. */
export class Wire {
  constructor() {
    /** @type {Set<ChannelEnd>} */
    this.ends = new Set();
  }

  /** @returns {ChannelEnd} */
  end() {
    /** @type {ChannelEnd} */
    const end = {
      onmessage: null,
      postMessage: (data) => {
        const event = new MessageEvent("message", { data });
        this.ends.forEach((other) => other !== end && other.onmessage?.(event));
      },
      close: () => this.ends.delete(end),
    };
    this.ends.add(end);
    return end;
  }
}
