/** Channels between the time bar and the map: across frames by name, within one page by a wire. */

/** The channel of a name, or an end of a wire as it is; null where there is none. */
export function openChannel(channel) {
  if (!channel || typeof channel !== "string") return channel || null;
  return typeof BroadcastChannel === "function" ? new BroadcastChannel(channel) : null;
}

/** What a BroadcastChannel is between frames, within one page: what one end says, the others hear at once. */
export class Wire {
  constructor() {
    this.ends = new Set();
  }

  end() {
    const end = {
      onmessage: null,
      postMessage: (data) => this.ends.forEach((other) => other !== end && other.onmessage?.({ data })),
      close: () => this.ends.delete(end),
    };
    this.ends.add(end);
    return end;
  }
}
