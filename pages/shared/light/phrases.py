"""The phrases of the site without a server: the atlas as a folder to take along."""

PHRASES: dict[str, str] = {
    "site_pages": "Pages",
    "site_foot": "A copy to take along: it needs no network, and nothing that is done in it is stored.",
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
