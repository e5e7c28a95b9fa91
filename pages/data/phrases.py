"""The words of the page data, and those on a printed plate."""

PHRASES: dict[str, str] = {
    "nav_data": "Data",
    "data_title": "Data and figures",
    # The answer: lands and missions, one or more of each
    "data_answer_one_none": "On {day} the map shows one territory and no mission. Download it below.",
    "data_answer_one_one": "On {day} the map shows one territory and one mission. Download them below.",
    "data_answer_one_many": "On {day} the map shows one territory and {missions} missions. Download them below.",
    "data_answer_many_none": "On {day} the map shows {territories} territories and no mission. Download them below.",
    "data_answer_many_one": "On {day} the map shows {territories} territories and one mission. Download them below.",
    "data_answer_many_many": (
        "On {day} the map shows {territories} territories and {missions} missions. Download them below."
    ),
    "data_none": "The map shows nothing on {day}. You can still download the whole record.",
    # The figure
    "data_figure": "The map of {day} as a figure",
    "data_figure_what": (
        "A4 landscape, ready to print, with legend, scale, date rule and sources. PDF and SVG stay sharp at any "
        "size; the PNG has {dpi} dots per inch."
    ),
    "data_figure_view": "Which part of the map",
    "data_figure_alt": "{view} on {day}: map with names, legend, scale bar, date rule and sources.",
    "data_figure_png": "PNG for slides",
    "data_figure_svg": "SVG to edit",
    "data_figure_pdf": "PDF to print",
    # What cannot be made
    "drawing_busy": "Too many maps are being drawn; try again in a moment.",
    "drawing_late": "Drawing the map took too long; try again in a moment.",
    "drawing_fault": "This map could not be drawn.",
    "download_fault": "This file could not be created; reload the page and try again.",
    # What is shown
    "data_shown": "The record on {day}",
    "data_shown_layer": "Rows to download",
    "data_shown_territories": "Territories ({count})",
    "data_shown_missions": "Missions ({count})",
    "data_shown_borders": "Borders ({count})",
    "data_shown_places": "Places ({count})",
    "data_shown_events": "Events ({count})",
    "data_shown_relations": "Relations ({count})",
    "data_shown_note": "GeoPackage and Excel workbook hold all of these at once.",
    "data_shown_nowhere": "Relations lie nowhere on the map: there are no files for map programs.",
    "data_more": "More formats",
    # Everything
    "data_all": "Everything, {first} to today",
    "data_all_what": (
        "Every period of every territory; the ZIP, the GeoPackage and the Excel workbook hold events, missions, "
        "officeholders, places, borders and sources as well, the Shapefiles all that lies on the map, Linked Places "
        "places and missions."
    ),
    "data_zip": "All tables (ZIP of CSV)",
    "data_all_note": (
        "The ZIP is a Frictionless data package with the codebook in README.md. Text cells that begin like a "
        "formula are preceded by a single quote."
    ),
    "data_csv": "CSV",
    "data_geojson": "GeoJSON",
    "data_gpkg": "GeoPackage",
    "data_parquet": "GeoParquet",
    "data_xlsx": "Excel (XLSX)",
    "data_fgb": "FlatGeobuf",
    "data_kml": "KML",
    "data_shp_zip": "Shapefile (ZIP)",
    "data_lpf_json": "Linked Places",
    "data_lp_tsv": "LP-TSV",
    "data_jsonld": "JSON-LD",
    # Which format
    "data_formats": "Which format to choose",
    "data_format_csv": "For spreadsheets. No outlines, but areas in km² and a point in each land.",
    "data_format_geojson": "For maps on the web (longitude, latitude; RFC 7946).",
    "data_format_gpkg": "QGIS and other map programs; many layers in one file, with colours, patterns and time.",
    "data_format_parquet": "For GeoPandas, R, DuckDB; small and fast.",
    "data_format_xlsx": "A workbook with a sheet for each table. Its dates are text: Excel knows none before 1900.",
    "data_format_fgb": "Map programs and maps on the web; can be read in parts.",
    "data_format_kml": "Google Earth, with its time slider.",
    "data_format_shp_zip": "Older map programs. Names are cut to ten letters; a README has them in full.",
    "data_format_lpf_json": "Gazetteers such as World Historical Gazetteer: each place with the times of its names.",
    "data_format_lp_tsv": "The same as a table, one row for each place.",
    "data_format_jsonld": "Linked data: rows with terms of schema.org and Dublin Core.",
    "data_format_edtf": (
        "start_edtf and end_edtf are the same dates as EDTF (ISO 8601-2): ~ stands for roughly, ? for doubtful."
    ),
    "data_format_dates": (
        "Dates are as precise as their source; start_day and end_day give them as whole days. The end is the "
        "first day on which a row no longer applies; it is empty if the row still does."
    ),
    # By address
    "data_address": "By web address",
    "data_address_what": (
        "For scripts, notebooks and other maps: every table on any day or for any time, and the map of any day."
    ),
    "data_address_all": "All addresses and their parameters",
    "data_address_feed": "Changes to the record, as a feed",
    "data_version": "Version {version} of the record, checked to {as_of}",
    # Citation
    "data_cite": "How to cite this view",
    "data_cite_title": "{title}: map of {day}",
    "data_cite_note": "Record checked to {as_of}",
    "data_cite_bibtex": "BibTeX",
    "data_cite_ris": "RIS",
    # To show in a page of one's own
    "data_embed": "Embed this view in a page",
    "data_embed_what": (
        "A frame with map and time bar, at this view and in this language. Paste this into your own page. "
        "Minimum size 360 × 520 pixels; you can change width and height. The script below the frame is optional: "
        "it fits the frame’s height to its content."
    ),
    # The twins
    "data_twin_territories": "Territories on {day}",
    "data_twin_missions": "Missions on {day}",
    "data_twin_mission": "Mission",
    "data_twin_since": "From",
    "data_twin_until": "Until",
    "data_twin_area": "Area, km²",
    # On the plate
    "plate_unnamed": "Too small to label here: {names}.",
    "plate_scale": "The scale applies at the centre of the map.",
    "plate_projection": "Lambert azimuthal equal-area projection, centred on the map.",
    "plate_sources": "Sources for the lands shown, largest lands first",
    "plate_more": "Further works, listed on the atlas’s page of sources: {count}.",
    "plate_foot": "Record checked to {as_of}. {licence}. Geometry after Natural Earth, public domain. {link}",
    "plate_foot_plain": "Record checked to {as_of}. {link}",
    "plate_position": "{view} – according to this position: {position}",
}
