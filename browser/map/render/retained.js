/**
 * Retained elements: a path or a marker that leaves the map keeps its element, and to show it again is to put it back.
 *
 * Leaflet makes a path's element anew each time it is added, projects its points and writes them out. While the visitor
 * looks at one place none of that changes from day to day, and it is most of what a step costs.
 */

import {
  attachPath, clip, detachPath, enrolPath, followZoom, listenToFocusOnce, mapOf, offStage, paintedBox, pathMethods,
  redrawPath, rendererOf, ringsOf, viewOf,
} from "./leaflet-internals.js";
import { closeTip } from "./tooltips.js";

/** @typedef {any} Path A Leaflet path with a `shape`, which all paths of one geometry share. */

/** What a retained path does otherwise than Leaflet's. @type {import("./leaflet-internals.js").Methods} */
const RETAINED = {
  ...pathMethods({
    project({ shape }, map) {
      shape.project(map);
      return shape;
    },
    cut(path, view) {
      path.cut = cutOf(path, view);
      path.drawnAt = path.shape.view;
      path.drawnIn = view;
      return path.cut.parts;
    },
    enrol: reattach,
  }),

  getBounds() {
    return this.shape.bounds;
  },

  /* Give it a class of the style sheet, or take it away; a canvas has no element and paints it so. */
  toggleClass(name, on) {
    const element = this.getElement();
    if (element) element.classList.toggle(name, on);
    else rendererOf(this)?.toggleClass?.(this, name, on);
  },
};

/** What of a path is in view: cut at the edge once for all paths of a shape that are cut alike. @param {Path} path @param {any} view */
function cutOf(path, view) {
  const { shape, options: { weight } } = path, rings = ringsOf(path), { cut } = shape;
  if (cut && cut.rings === rings && cut.view.equals(view) && (cut.whole || cut.weight === weight)) return cut;
  const box = paintedBox(path), whole = box && view.contains(box);
  shape.cut = { rings, weight, view, whole, parts: whole ? rings : clip(path) };
  return shape.cut;
}

/** A path of a shape, in a style, that keeps its element. @param {any} shape @param {object} style @returns {Path} */
export function retainedPath(shape, style) {
  const path = shape.closed ? new L.Polygon([], style) : new L.Polyline([], style);
  return Object.assign(path, { shape }, RETAINED);
}

/** Whether what was drawn still holds: the same zoom, the same origin of the layers' pixels, the same part in view. @param {Path} path */
const isDrawn = (path) => path.drawnAt === path.shape.topology.viewOf(mapOf(path)) && path.drawnIn === viewOf(rendererOf(path));

/** @param {Path} path */
function reattach(path) {
  enrolPath(path);
  if (!isDrawn(path)) redrawPath(path);
}

/** Draw a path for the present view without showing it, so that the step that shows it need not. @param {Path} path @param {any} map */
export function prerender(path, map) {
  if (mapOf(path)) return;
  offStage(path, map, () => {
    reattach(path);
    rendererOf(path).prerender?.(path);
  });
}

/** The permanent event parent of retained paths: it receives their events; showing and hiding one fires none. */
export class RetainedGroup {
  /** @param {any} map @param {any} [parent] the map, or a group on it */
  constructor(map, parent = map) {
    this.map = map;
    this.group = L.featureGroup().addTo(parent);
  }

  /** @param {Path} path */
  adopt(path) {
    path.addEventParent(this.group);
    path.beforeAdd(this.map);
    return path;
  }

  /** A path that is shown stays where it is: to append its element again costs a layout. @param {Path} path */
  show(path) {
    if (!mapOf(path)) attachPath(path, this.map);
  }

  /** @param {Path} path */
  hide(path) {
    closeTip(this.group, path);
    detachPath(path);
  }
}

/** Make the element of a marker before it is shown. @param {any} marker @param {any} map */
export function precreate(marker, map) {
  if (!marker.getElement()) marker.addTo(map).remove();
}

/** Let a marker keep its element; not for one whose icon changes, and before a tooltip is bound to it. @param {import("leaflet").Marker} marker @returns {import("../types.js").Marker} */
export function retainMarker(marker) {
  listenToFocusOnce(marker);
  return Object.assign(marker, {
    /** @this {any} @param {any} map */
    onAdd(map) {
      const element = this.getElement();
      if (!element) {
        L.Marker.prototype.onAdd.call(this, map);
        return;
      }
      followZoom(this, map, true);
      this.getPane().append(element);
      if (this.options.interactive) this.addInteractiveTarget(element);
      this.update();
    },
    /** @this {any} @param {any} map */
    onRemove(map) {
      const element = this.getElement();
      followZoom(this, map, false);
      if (this.options.interactive) this.removeInteractiveTarget(element);
      element.remove();
    },
  });
}
