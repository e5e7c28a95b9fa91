"""The text on how each figure is measured, and its limits."""

from tools.bench.measures import FIRST_YEAR, VIEWPORT
from tools.bench.sizes import LEVEL
from tools.bench.traffic import QUIET_SECONDS

HOW = f"""\
## How each figure is taken

The atlas and the usual app (`tools/bench/usual_app.py`: a slider, and on each step a new Folium map in
`st_folium`) run on a server each, with the same dataset, and are opened by the same headless Chromium in a
window of {VIEWPORT["width"]} × {VIEWPORT["height"]}. Steps and loads take turns, one of the atlas, one of the usual
app, so that whatever else the machine does meets both. A ratio is the usual app's figure by the atlas's, both of
this one run: above 1 the atlas needs less.

- **Step**: the right arrow key on the focused slider, year after year from {FIRST_YEAR}. Steps into years at whose end
  the same territories are in force as a year before are walked and not counted: there the usual app has
  nothing to draw.
- **Time to the new map**: from the key event to the first animation frame in which a map with shapes in it
  shows the new year. The atlas's map tells its date (`data-date`); the usual app's map is new when its shapes
  are other elements than before.
- **Blank**: frames, from the key event until the app has come to rest, in which no map on the page shows a
  shape (`path.leaflet-interactive` with a path in the view), and the time that they took.
- **Bytes received**: websocket messages, and HTTP responses with headers as they are transferred (compressed;
  nothing for what the browser has cached), from the key press until the app has come to rest. The rerun of
  the atlas that brings texts and link up to date is in it. At rest: a run of the script has finished, and for
  {QUIET_SECONDS * 1000:.0f} ms there was neither a message nor a request.
- **Drag**: `input` events on the range input, one a frame, through all years. Each pass is the first drag in a
  page opened anew; the way back is the second. Frame times are the distances of animation frames; a missed
  frame is one for which there was room by the time at rest. Script a step is the time in the map's own
  `draw`. The usual app has no such thing: its map follows when the slider is let go.
- **Cold load**: a fresh browser context with nothing cached, after one load of each app that warms the
  servers. Own files are those under `/app/static/`. All is everything received, most of it Streamlit's own
  scripts, which it sends uncompressed to the usual app; the atlas compresses them. The first map is there in the
  first frame that shows the lands of the day, counted from the start of the navigation: for the atlas those of the
  sketch in its first page (`geo/render/sketch`), which stands still until the live map lies over it. The live
  map, which can be moved, is there in the first frame that shows a shape of it; the usual app has no other.
- **A thin line** (`tools/bench/thin.py`, alone by `python -m tools.bench.thin`): the browser's own limits on
  throughput and latency. Each visitor has a fresh profile and opens the page twice; the server has had a visitor
  before, and its files are compressed as well as can be. The lands are there in the first frame with a shape, of the
  sketch or of the live map; this can be dragged once it also hears a time bar that is there, and is whole with
  names, rivers and legend.
- **Slow processors** (`tools/bench/slow.py`, alone by `python -m tools.bench.slow`): both editions are dragged by their
  own slider through all years, a step a frame, on their whole pages; beside them the map alone, and Leaflet.timeline on
  the same shapes, bare and told the year. Chromium slows the main thread of the page, once it is at rest. The main
  thread a step is all that it does, by Chromium's own count, the frames between two steps included.
- **A long stay**: a second page in the same browser profile; own files are counted as they are transferred. Then
  pages are opened by their links in the head, there and back, until their own part can be seen. Then the map is
  told as many year ends as half an hour of playback has; heap, nodes and listeners are those of the whole page,
  after a collection of garbage, the first 600 steps done before (`tests/browser/test_time_bar.py` asserts the
  same for 2,000 steps).
- **Visitors at once** (`tools/bench/visitors.py`): a client without a browser speaks Streamlit's own protocol. Each
  session opens the page, waits until all are there, then moves the date and thinks, four times; a move counts
  from the message sent to the run's end, and an answer that does not tell the year moved to is an error. Each
  app has a server of its own, warmed by one visitor. The client's own lag tells whether it was the bottleneck.
  The two hundred come three times, and the table has those in the middle.
- **A throng** (`tools/bench/roles.py`, alone by `python -m tools.bench.throng`): two replicas behind nginx with the
  configuration of `deploy/`, affinity and limits included; everybody has an address of his own. All speak to it without
  a browser and arrive before it begins. An idle visitor has one of the pages open. A moving one lets the time bar rest
  at another year once in ten seconds (the map itself moves without the server): the fragment is run again, and the step
  counts from the message sent to the run's end; an answer that does not tell the year is a fault. A crawler asks for a
  page once in ten seconds, no two the same, half of them the map, and runs no script. A maker goes to another day every
  half minute: data page, preview, and the plate as PNG, SVG or PDF, sent whole; that too many wait is an answer, and
  counted. The pauses are drawn from half to one and a half of these. Memory is that of the server's process, shared
  libraries included; what draws is counted without what it shares. The client's own use of the two cores is in the
  table: server, nginx and client have them together.
- **Links outside** (`tools/bench/links.py`, alone by `python -m tools.bench.links`): 200 different views of all pages,
  languages and parts of the map are asked of the server without a socket, each beside an empty answer that goes the
  same way; times are those of the processor. Then visitors move the date, alone and while fifty crawlers on
  connections of their own ask for one view after the other, each fifth time for its picture.
- **Many times the territories** (`tools/bench/scale.py`): the atlas's map alone, and `folium.plugins.Timeline`
  (Leaflet.timeline) on the same shapes, in pages of their own without Streamlit, in turns. The data of 10 and 100
  times are small copies of the real one side by side, each shifted in time; a copy's lines are as fine as its size
  can show. The peer draws neither borders, names, missions, patterns nor lakes, has no slider, and smooths
  coarser: all to its advantage. Script a step is all that runs when a day is told.
- **Borders**: `static/atlas.json`, the topology that the map fetches, against `static/territories.geojson`,
  the same features as plain GeoJSON, compressed with gzip at level {LEVEL} as Streamlit does. The two files tell
  different things of a feature besides its shape; the geometries alone leave these out.

## Settings of the server

Each was measured once, when it was made; `tests/hosting/test_tuning.py` names them.

| | without | with |
| --- | ---: | ---: |
| No collection of garbage after every run (`postScriptGC`), a step once all pages had been visited | 140 ms | 45 ms |
| What is loaded is frozen, CPU of a whole collection | 82 ms | 0 ms |
| A thread keeps its turn for 20 ms, p95 of a move of 200 visitors | 679 ms | 483 ms |
| Charts are not checked against their schema, CPU of the missions page | 1,066 ms | 1,036 ms |
| The base map is rendered once, a step | 23 ms | 13 ms |
| What a part of the map has on every day is worked out once, CPU of a first answer, median | 28 ms | 17 ms |
| Previews are drawn in a process of their own, a step while fifty crawlers ask for pictures, median | 376 ms | 109 ms |

## Limits

- Server and browser share one machine: no time on a network is in these figures, but for those of the thin line.
  On a slow connection each byte counts for more, and so does each step that waits for the server.
- The usual app is spared what the atlas does besides: it draws no land, lakes, rivers, names, missions or
  patterns, its map returns nothing to the server, and what Folium loads comes from its own server and not from
  five others.
- A headless Chromium paints without a graphics card; frames on a screen may be faster or slower. A frame is
  the finest that can be told, so a time to the new map is true to one frame.
- At a hundred times the territories the atlas paints some 5,500 lands and borders on canvases; paths that are still
  counted are those of the sea, lakes and rivers. There lies the limit on such a machine: where a third of all lands
  change from one year to the next a step takes more than a frame, in one step of twenty-five.
  A line of less than two pixels is left out, and `data-territories` follows once the drag rests.
- Times depend on the machine and on what else it does: compare the frames of the drag with those at rest, when
  the page does nothing, and see the load (an idle machine of two cores
  stands at about 0 before and 2 after). No test asserts a time.
"""
