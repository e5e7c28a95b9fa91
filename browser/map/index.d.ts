/** The map as others call it, until its own modules have types. */

import type { Map as LeafletMap } from "leaflet";
import type { MapConfig } from "../types.js";

export function start(map: LeafletMap, config: MapConfig): Promise<void>;
