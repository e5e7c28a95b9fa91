"""The preview: the picture that stands for a view in a chat, a feed or a search."""

from geo.render.preview.preview import SHAPES, PreviewWords, draw_preview

__all__ = ["SHAPES", "PreviewWords", "draw_preview"]
