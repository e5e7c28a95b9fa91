// Joins parts of a topology to one shape per list of parts, as topojson-client has it.
// Standard input: {topology, parts: [[id, …], …]}; standard output: a GeoJSON geometry for each list.
const { readFileSync } = require("node:fs");
const { merge } = require(process.argv[2]);

const { topology, parts } = JSON.parse(readFileSync(0, "utf8"));
const known = new Map(topology.objects.parts.geometries.map((geometry) => [geometry.id, geometry]));
const shapes = parts.map((ids) => merge(topology, ids.map((id) => known.get(id))));
process.stdout.write(JSON.stringify(shapes, (_, value) => (typeof value === "number" ? Number(value.toFixed(4)) : value)));
