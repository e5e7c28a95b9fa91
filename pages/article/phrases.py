"""The words of the page article."""

PHRASES: dict[str, str | tuple[str, str]] = {
    "nav_article": "Article",
    "article_title": "The article, claim by claim",
    "article_purpose": (
        "The atlas checks an encyclopaedia article on its subject, statement by statement, and leaves none out. "
        "Each statement is given in the atlas’s own words, with what the sources say, the sources themselves and "
        "a link to the map of its day."
    ),
    "article_source": "The article: {link}, {licence}.",
    "article_none": "This atlas has no article to check.",
    "article_answer": "Of {total} statements, {parts}.",
    "article_answer_part_first": "{count} are {verdict}",
    "article_answer_part": ("one is {verdict}", "{count} {verdict}"),
    "article_filter": "Show only",
    "article_filter_none": "No statement has this verdict.",
    "article_table": "All statements in one table",
}
