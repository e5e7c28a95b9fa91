/** What the map adds to the JSON that it reads (browser/types.d.ts): what it has made of a row, and which period it shows. */

import type { Border as BorderRow, BorderPeriod, LandFeature, Mission as MissionRow, Place as PlaceRow } from "../types.js";
import type { AtlasLayer, EventPlace, MapConfig, MapState, MapView, Phrases } from "../types.js";
import type { Marker as LeafletMarker, Point, PointTuple } from "leaflet";

export type { BorderPeriod };
export type { Phrases };
export type Config = MapConfig;
export type State = MapState;
export type View = MapView;
export type PlacedEvent = EventPlace;
export type Difference = NonNullable<MapState["differences"]>[number];

/** A path that keeps its element (render/retained.js). */
export type Path = any;
/** A marker that keeps its element. */
export type Marker = LeafletMarker & Record<string, any>;

export interface Feature extends LandFeature {
  mark?: string;
  path?: Path;
  /** The line around it while it is chosen. */
  outline?: Path;
  nameMarker?: Marker;
  namePlace?: import("./labels/names.js").Spot | null;
}

export interface Border extends BorderRow {
  /** The period that is shown. */
  period?: BorderPeriod;
  shape?: any;
  path?: Path;
  /** What lies under its path. */
  band?: Path;
  /** How its path is drawn. */
  line?: string;
  isBanded?: boolean;
}

export type MissionPeriod = MissionRow["periods"][number];

export interface Mission extends MissionRow {
  /** The period that is shown. */
  period?: MissionPeriod;
  marker?: Marker;
  /** How far it stands aside from others, in pixels. */
  shift?: Point;
}

export type PlaceName = PlaceRow["names"][number];

export interface Place extends PlaceRow {
  /** The name that is shown. */
  named?: PlaceName;
  drawn?: PlaceMarker;
}

/** The marker of a place with its parts. */
export interface PlaceMarker {
  marker: Marker;
  box: HTMLElement;
  label: HTMLElement;
  hasDot: boolean;
  /** The size of the label, in pixels, once it has been measured. */
  size: PointTuple | null;
}

export interface AtlasData extends AtlasLayer {
  features: Feature[];
  borders: Border[];
  missions: Mission[];
  places: Place[];
}
