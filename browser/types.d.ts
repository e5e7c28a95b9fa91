/**
 * The JSON that crosses from Python to the browser, and what the browser's own scripts hand to one another.
 *
 * Each type names the Python function that builds it. Whoever changes one changes the other: `make lint` (tsc) checks
 * the browser's side, the tests of that function Python's.
 */

import type { FeatureCollection } from "geojson";
import type { FeatureGroup, Map as LeafletMap } from "leaflet";

/** `YYYY-MM-DD`. */
export type IsoDay = string;
/** A year (`1925`, meaning its last day) or an ISO day. */
export type LinkDate = string;
/** How far a row is checked; "" and absent say that it is. */
export type Verified = "" | "yes" | "partly" | "no";
/** Phrases by key, some with {placeholders}. */
export type Phrases = Record<string, string>;

// The map -------------------------------------------------------------------------------------------------------

/** A view of the map: `pages.shared.components.map.views`. */
export interface MapView {
  id: string;
  label: string;
  short: string;
  /** left, bottom, right, top, in degrees */
  bounds: [number, number, number, number];
}

/** What the map is told once: `pages.shared.components.map.map_config`, with what `geo/maps/live.py` adds. */
export interface MapConfig {
  /** URLs of atlas.json, physical.json and words.<language>.json, or the layers themselves. */
  layers: [string | AtlasLayer, string | FeatureCollection | Promise<FeatureCollection>, (string | LayerWords)?];
  views: MapView[];
  phrases: Phrases;
  language: string;
  /** Territories that are told first. */
  first: string[];
  /** Takes clicks on to streamlit-folium. */
  group: FeatureGroup;
  /** Fetches the script for very many lands; the page without a server has none. */
  loadCanvas?: () => Promise<typeof import("./map/render/canvas/index.js")>;
}

/** What the map is to show: `pages.shared.components.map.map_state`, with `map_panel`'s or `paired_map`'s additions. */
export interface MapState {
  day: IsoDay;
  /** A view's id or `lat_lon_zoom`. */
  at: string;
  territory: string;
  mission: string;
  layers: string[];
  /** A rival position; "" is the version shown first. */
  position: string;
  theme: "" | "light" | "dark";
  event: EventPlace | null;
  /** How often the visitor has navigated: within one navigation the day only echoes what the time bar said. */
  nav: number;
  channel: string | ChannelEnd | null;
  pair?: { channel: string; side: "a" | "b"; name: string };
  /** The day of the other map of a pair. */
  other?: IsoDay;
  differences?: { number: number; title: string; change: string; area: string; lat: number; lon: number }[];
}

/** `pages.shared.components.map._event_place`. */
export interface EventPlace {
  lat: number;
  lon: number;
  title: string;
  place: string;
}

/** static/atlas.json: `geo.build.layers.atlas_json`. */
export interface AtlasLayer {
  colours: Record<string, { label: string; light: string; dark: string }>;
  /** What each certainty means, by its label. */
  certainties: Phrases;
  topology: Topology;
  /** Arcs that one part alone has. */
  outer: number[];
  borders: Border[];
  features: LandFeature[];
  positions: Record<string, { label: string; held_by: string; title: string }>;
  places: Place[];
  missions: Mission[];
  /** What one layer alone reads: its module says what that is. */
  [section: string]: unknown;
}

/** `geo.build.layers.topology`: TopoJSON with whole steps of the grid, every shared border once. */
export interface Topology {
  type: "Topology";
  transform: { scale: [number, number]; translate: [number, number] };
  objects: { parts: { type: "GeometryCollection"; geometries: TopologyPart[] } };
  arcs: [number, number][][];
}

export type TopologyPart =
  | { type: "Polygon"; id: string; arcs: number[][] }
  | { type: "MultiPolygon"; id: string; arcs: number[][][] };

/** Half-open: `end` is the first day no longer true, 9999-12-31 for what still is. */
export interface Period {
  start: IsoDay;
  end: IsoDay;
}

/** `geo.build.layers._feature`: a land of one period. */
export interface LandFeature extends Period {
  territory_id: string;
  name: string;
  role: string;
  parts: string[];
  colour: string;
  pattern: string;
  line: string;
  certainty: string;
  status: string;
  power?: string;
  doubt?: string;
  position?: string;
  unless?: string[];
  label?: true;
}

/** `geo.build.browser.borders`. */
export interface Border {
  parts: [string, string];
  arcs: number[];
  periods: BorderPeriod[];
  rivals?: Record<string, BorderPeriod[]>;
}

export interface BorderPeriod extends Period {
  line: string;
  certainty: string;
  name: string;
  basis?: string;
  verified?: Verified;
}

/** `geo.build.browser.places`. */
export interface Place {
  place_id: string;
  kind: string;
  rank: number;
  lat: number;
  lon: number;
  names: (Period & { name: string; used_by?: string; also?: string; verified?: Verified })[];
}

/** `geo.build.layers._missions`. */
export interface Mission {
  mission_id: string;
  name: string;
  place: string;
  lat: number;
  lon: number;
  shape: "embassy" | "seat" | "place";
  colour: string;
  periods: (Period & { symbol: string; label: string })[];
}

/** static/words.<language>.json, `geo.build.browser.words`: by section, property and English text the translation. */
export interface LayerWords {
  sections: Record<string, Record<string, Phrases>>;
  certainties: Phrases;
}

// The time bar --------------------------------------------------------------------------------------------------

/** static/timeline.json: `geo.build.layers.timeline_json`. */
export interface Timeline {
  /** The first year of the atlas. */
  first?: number;
  /** The day to which the record was checked. */
  as_of?: IsoDay;
  changes: Change[];
  events: { id: string; date: string; title: string; category: string }[];
  eras: Era[];
}

export interface Change {
  date: string;
  title: string;
}

/** `end` is empty while an era lasts. */
export interface Era {
  start: string;
  end: string;
  label: string;
  light: string;
  dark: string;
}

/** What the time bar shows: `pages.shared.components.time_bar.time_bar`. */
export interface TimeBarData {
  date: LinkDate;
  /** As in `MapState`: a date is adopted when this has grown. */
  nav: number;
  /** The number of the last message with a date that Python has taken; without it every one has been taken. */
  answered?: number;
  today: IsoDay;
  channel: string | ChannelEnd | null;
  timeline_url: string | Timeline;
  phrases: Phrases;
  locale: string;
  /** One of two bars on a page has a name. */
  name?: string;
  /** The first year; without it that of the timeline. */
  first?: number;
  /** Years to play once the map is seen, `1913-1925`. */
  play?: string;
}

// The tour ------------------------------------------------------------------------------------------------------

/** What the bar of the tour shows: `pages.shared.components.tour_bar.tour_card`. */
export interface TourData {
  /** Cover, steps and closing card, in their order. */
  cards: { step: string; label: string }[];
  step: string;
  phrases: { tour: string; previous: string; next: string; count: string };
}

// Components of a page ------------------------------------------------------------------------------------------

/** `pages.shared.layout.search_box.query_field`. */
export interface TypingData {
  field: string;
  focus: boolean;
}

/** What the menu to share needs: `pages.shared.layout.share.share_data`. */
export interface ShareData {
  /** Addresses of the menu's script, and of the picture of a view without its query. */
  script: string;
  picture: string;
  /** The name of the page, for programs to which it is handed. */
  title: string;
  /** How the page is cited, with places for {day}, {link} and {seen}, on a page of two days for {other}. */
  citation: string;
  /** The version of the record. */
  edition: string;
  /** The date of a link that names none, and what dates are written with. */
  date: LinkDate;
  today: IsoDay;
  locale: string;
  months: string;
  day_pattern?: string;
  first_of_month: string;
  has_map: boolean;
  phrases: Phrases;
}

/** `pages.shared.layout.content_notes.keep_passed`. */
export interface CookieData {
  name: string;
  value: string;
  seconds: number;
}

/** What Streamlit gives to the renderer of a component, with the data that Python sends. */
export interface Component<Data> {
  data: Data;
  parentElement: HTMLElement | ShadowRoot;
  setStateValue: SendValue;
  setTriggerValue: SendValue;
}

/** Sends a value to Python, where the callback of its name is called. */
export type SendValue = (name: string, value: any) => void;

/** What `lib/mount.js` keeps alive between two calls of the renderer. */
export interface Mounted<Data> {
  update(component: Component<Data>): void;
  destroy(): void;
}

// Channels between time bar and map -----------------------------------------------------------------------------

/** What a BroadcastChannel and an end of a wire (`lib/channel.js`) have in common. */
export interface ChannelEnd {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: object): void;
  close(): void;
}

// The atlas without a server ------------------------------------------------------------------------------------

/** data.js: `pages.shared.offline.folder.data`. Numbers in `days` are places in `texts`. */
/** What can be chosen on the map of the light edition, by id. */
export interface SiteDetails {
  territories: Record<string, Details>;
  missions: Record<string, Details>;
  events: Record<string, Details>;
  /** Citations by source. */
  sources: Phrases;
}
/** Where a rival position has other sentences on lands from a day on; without them nothing differs. */
export interface RivalSpan {
  from: IsoDay;
  near?: number[];
  far?: number[];
}
export interface FindEntry {
  kind: string;
  title: string;
  /** Other names, and the text in which words are looked for. */
  text: string;
  /** When it was. */
  when: string;
  /** The page and query that shows it. */
  link: string;
}
/** What the scripts of `data/` set. */
export interface SiteData {
  /** data/map.js */
  atlas: AtlasLayer;
  words?: LayerWords;
  /** data/physical.js */
  physical?: FeatureCollection;
  /** data/details.js */
  details?: SiteDetails;
  /** data/find.js */
  find?: FindEntry[];
  /** data/days.js, as all that follows */
  timeline: Timeline;
  locale: string;
  first: string;
  as_of: IsoDay;
  date: LinkDate;
  at: string;
  views: string[];
  all_layers: string[];
  layers_shown: string[];
  phrases: { bar: Phrases; panel: PanelPhrases };
  days: DaySpan[];
  rivals: Record<string, RivalSpan[]>;
  texts: string[];
  years: Record<string, YearStep[]>;
  disputes: Record<string, Dispute>;
  notes: Record<string, { title: string; text: string }>;
  /** The day on which the page is read; set by the browser. */
  today: IsoDay;
}

/** `pages.shared.offline.panel.panel_phrases`. */
export type PanelPhrases = Phrases & { marks: Record<string, string> };

/** `pages.shared.offline.texts.days`. */
export interface DaySpan {
  from: IsoDay;
  relation: number;
  near: number[];
  far: number[];
  missions: [name: number, sentence: number][];
  offices: [sentence: number, verified: Verified][];
  disputes: string[];
}

/** `pages.shared.offline.texts.years`. */
export interface YearStep {
  when: string;
  text: string;
  date: LinkDate;
  event: string;
  verified: Verified;
  /** The content note it stands behind. */
  content_note: string;
}

/** `pages.shared.offline.texts.disputes`. */
export interface Dispute {
  title: string;
  sentence: string;
  positions: { who: string; says: string; verified: Verified }[];
}

/** `pages.shared.offline.texts.territories`, `missions` and `events`. */
export interface Details {
  title: string;
  subtitle: string;
  verified: Verified;
  sources: string[];
  text?: string;
  facts?: [term: string, sentence: string][];
  before?: Neighbour[];
  after?: Neighbour[];
  note?: string;
  content_note?: string;
  lat?: number;
  lon?: number;
  place?: string;
}

export interface Neighbour {
  id: string;
  name: string;
  date: LinkDate;
}

/** What the page without a server shows, as its link says it. */
export interface SiteView {
  date: LinkDate;
  at: string;
  territory: string;
  mission: string;
  event: string;
  layers: string[];
  position: string;
}

// What scripts find at the window -------------------------------------------------------------------------------

/** The live map, as other scripts see it. */
export interface LiveMap {
  isBuilt: boolean;
  state: MapState;
  receive(state: MapState): void;
  mapList?: { focus(): void };
}

declare global {
  interface Window {
    /** The live map, once it has begun. */
    atlas: LiveMap;
    atlasState?: MapState;
    /** Called by Folium's script when it has made the map. */
    atlasMap(map: LeafletMap, config: MapConfig): void;
    atlasSite: SiteData;
    /** What the page says to the menu to share. */
    atlasShare?: ShareData;
  }
}
