"""The phrases of the light edition: the atlas in plain files, served or as a folder to take along."""

PHRASES: dict[str, str] = {
    "site_pages": "Pages",
    "site_foot": "Offline copy: it needs no network and stores nothing that you do in it.",
    "light_name": "Light edition.",
    "light_edition": "Light edition {edition}.",
    "light_to_full": "Full edition",
    "light_offer": "Slow connection? The light edition",
    "light_slow": "The live page is slow to load. The light edition shows the same day at once.",
    "light_filter": "Find in this list",
    "light_shown": "{count} of {total} shown",
    "light_only_full": "Only in the full edition",
    "light_cannot": (
        "Side-by-side maps, interactive charts, print sheets, files of any day and the share menu need the "
        "server of the full edition. Everything else is here."
    ),
    "light_kept": "Saved on this device: it opens without a network.",
    "site_no_script": "The map and the texts beside it need JavaScript; the other pages do not.",
    # README.txt in the folder
    "site_readme_what": (
        "The map with its time bar, the story, the chronology, the missions, the article claim by claim and the "
        "sources, to read offline."
    ),
    "site_readme_open": (
        "If the folder came as a ZIP file, unpack it first. Then double-click index.html. Any recent browser "
        "will do; nothing is installed and nothing is loaded from elsewhere. Only links to sources lead to the "
        "internet, and only when you click them."
    ),
    "site_readme_share": "You may copy the folder and pass it on, on a memory stick or a school’s own server too.",
    "site_readme_day": "The record was checked to {day}; later events are not in this copy.",
    "site_readme_licence": "Data of the atlas: CC BY 4.0. Everything else and its licences: NOTICE.txt and licences/.",
    # On the page of data
    "site_title": "The atlas as a folder",
    "site_offer": (
        "The map with its time bar, texts and sources in the language of this page. It needs no server and no "
        "network: unpack it, on a memory stick if you like, and open index.html."
    ),
    "site_zip": "The folder (ZIP)",
}
