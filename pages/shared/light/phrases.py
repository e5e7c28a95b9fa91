"""The phrases of the light edition: the atlas in plain files, served or as a folder to take along."""

PHRASES: dict[str, str] = {
    "site_pages": "Pages",
    "site_foot": "A copy to take along: it needs no network, and nothing that is done in it is stored.",
    "light_name": "Light edition.",
    "light_edition": "Light edition {edition}.",
    "light_to_full": "Full edition",
    "light_offer": "Slow connection? The light edition",
    "light_slow": "The live page is slow to come. The light edition shows the same day at once.",
    "light_filter": "Find in this list",
    "light_shown": "{count} of {total} shown",
    "light_only_full": "Only in the full edition",
    "light_cannot": (
        "Two maps side by side, charts to point at, print sheets, files of any day, the menu to share: these need the "
        "server of the full edition. Everything else is here."
    ),
    "light_kept": "Kept on this device: it opens without a network.",
    "site_no_script": "The map and the texts beside it need JavaScript; the other pages do not.",
    # README.txt in the folder
    "site_readme_what": (
        "The map with its time bar, the story, the chronology, the missions, the article claim by claim and the "
        "sources, to be read without a network."
    ),
    "site_readme_open": (
        "Unpack the folder first if it came as a ZIP file. Then open index.html by double click. Any recent browser "
        "will do; nothing is installed and nothing is loaded from elsewhere. Only the addresses of sources lead out, "
        "and only when they are clicked."
    ),
    "site_readme_share": "The folder may be copied and passed on, also on a memory stick or a school’s own server.",
    "site_readme_day": "The record was checked to {day}; what happened after that is not in this copy.",
    "site_readme_licence": "Data of the atlas: CC BY 4.0. All else, and its licences: NOTICE.txt and licences/.",
    # On the page of data
    "site_title": "The atlas as a folder",
    "site_offer": (
        "The map with its time bar, texts and sources in the language of this page, without server and network: "
        "unpack it, on a memory stick as well, and open index.html."
    ),
    "site_zip": "The folder (ZIP)",
}
