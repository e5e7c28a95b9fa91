"""The preview: the picture that stands for a view in a chat, a feed or a search."""

from geo.render.preview.preview import FORMS, PreviewWords, draw_preview

__all__ = ["FORMS", "PreviewWords", "draw_preview"]
