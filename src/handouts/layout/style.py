"""How a handout looks: sizes, spacing and colours, resolved from template and clinic."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, NamedTuple

from handouts.drawing.tones import AS_DRAWN, Look
from handouts.drawing.value import Color
from handouts.layout import color
from handouts.layout.page import Glyphs, Run
from handouts.model.clinic import Colors, Figures
from handouts.model.identity import Same
from handouts.model.template import Template
from handouts.units import Ink

Measure = Callable[[Run], Glyphs]

STEPS = 4  # of spacing, from tight to roomy
ORDINARY_BODY = 12.0  # points
LEAST_HEADING = 14.0  # points: headings in smaller type do not stand out
BLOCKS_KEPT = 256  # laid-out blocks of each kind: equal blocks of other patients' handouts are laid out once
PARTS_KEPT = 4096  # parts of blocks, which recur more often
CARDS_KEPT = 1024  # what is made of ninety stretches with some doses at five spacings; more would only fill memory

AS_THEY_ARE = Figures.model_construct()  # the pictures in the colours that they were drawn in
ALERT: Color = (155, 28, 28)  # the red of tier one; 8:1 on white, dark in grey
FEEL: Color = (228, 87, 46)  # the shaded area of our pictures
ARROW: Color = (209, 67, 43)  # the arrows of our pictures


class Palette(NamedTuple):
    """Colours by what they are for."""

    ink: Color
    muted: Color  # labels and captions: still 4.5:1
    brand: Color  # as text and as a ground for white text
    tint: Color  # panels
    rule: Color  # hairlines
    alert: Color = ALERT
    feel: Color = FEEL
    arrow: Color = ARROW


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """All that a block needs to lay itself out. Sizes and lengths in points, leading in ems.

    One is equal to itself only, so that looking up what was laid out in it takes no time.
    """

    shape: Measure
    language: str
    palette: Palette
    title: float
    heading: float
    body: float
    small: float
    thumbnail: float
    footer: float
    figure_share: float
    leading: float
    gap: float
    figure_height: float
    ascent: float = 0.935  # of the fonts, in ems
    descent: float = 0.265
    look: Look = AS_DRAWN  # of pictures
    fillable: bool = False  # what is to be written in can be written on a screen

    @property
    def scale(self) -> float:
        """How much larger than in ordinary print all is: paddings, discs and boxes grow with the type."""
        return self.body / ORDINARY_BODY

    def least(self, size: float) -> float:
        """Return the size that type may be made smaller to, for a word that has no room: the template's next.

        What a patient acts on keeps its size.
        """
        if size > self.heading:
            return self.heading
        if size > self.body:
            return max(self.body, min(size, LEAST_HEADING))
        return size if size == self.body else self.footer

    def line_height(self, size: float) -> float:
        """Return the distance of baselines."""
        return self.leading * size


def palette(colors: Colors, accent: Literal["red", "brand"] = "red") -> Palette:
    """Resolve a clinic's colours into those that can be read on paper."""
    brand_as_given = color.from_hex(colors.brand)
    tint = color.mixed(color.readable(brand_as_given, color.WHITE), color.WHITE, 0.92)
    ink = color.readable(color.from_hex(colors.ink), tint)
    brand = color.readable(brand_as_given, tint)
    return Palette(
        ink=ink,
        muted=color.readable(color.mixed(ink, color.WHITE, 0.25), tint),
        brand=brand,
        tint=tint,
        rule=color.mixed(ink, color.WHITE, 0.6),
        feel=brand if accent == "brand" else FEEL,
        arrow=brand if accent == "brand" else ARROW,
    )


def darkened(colors: Colors) -> str:
    """Return the colour that a brand too light for text is printed in, or nothing when it is printed as given."""
    used = palette(colors).brand
    if used == color.from_hex(colors.brand):
        return ""
    return "#{:02x}{:02x}{:02x}".format(*used)


def mono_palette(colors: Colors) -> Palette:
    """Resolve the colours of a handout for a printer without colour: dark greys on white, and no grounds."""
    dark = color.grey(palette(colors).ink)
    muted = color.readable(color.mixed(dark, color.WHITE, 0.25), color.WHITE)
    rule = color.mixed(dark, color.WHITE, 0.6)
    return Palette(
        ink=dark, muted=muted, brand=dark, tint=color.WHITE, rule=rule, alert=dark, feel=dark, arrow=dark
    )  # fmt: skip


def colored(colors: Colors, figures: Figures = AS_THEY_ARE, ink: Ink = "color") -> tuple[Palette, Look]:
    """Resolve brand and ink into the colours of a handout and those of its pictures."""
    mono = ink == "mono"
    used = mono_palette(colors) if mono else palette(colors, figures.accent)
    return used, Look(figures.skin, figures.hair, used.arrow if figures.accent == "brand" else None, mono)


def style(
    template: Template, colors: Colors, language: str, shape: Measure, figures: Figures = AS_THEY_ARE,
    ink: Ink = "color", fillable: bool = False,
) -> Style:  # fmt: skip
    """Resolve template and brand at the roomiest spacing."""
    sizes = template.type
    used, look = colored(colors, figures, ink)
    start = Style(
        shape=shape, language=language, palette=used,
        title=sizes.title, heading=sizes.heading, body=sizes.body,
        small=sizes.small, thumbnail=sizes.thumbnail, footer=sizes.footer,
        figure_share=0.0, leading=1.0, gap=0.0, figure_height=0.0,
        look=look, fillable=fillable,
    )  # fmt: skip
    return spaced(start, template, 1.0)


def spaced(start: Style, template: Template, room: float) -> Style:
    """Return the style with spacing between tight (room 0) and roomy (room 1). Pictures give way last."""
    fit = template.fit

    def between(ends: tuple[float, float], room: float = room) -> float:
        return ends[0] + (ends[1] - ends[0]) * room

    pictures = min(1.0, room * 2)
    return replace(
        start, leading=between(fit.leading), gap=between(fit.gap),
        figure_height=between(fit.figure_height, pictures), figure_share=between(fit.figure_share, pictures),
    )  # fmt: skip


def spacings(
    template: Template,
    colors: Colors,
    language: str,
    shape: Measure,
    figures: Figures,
    ink: Ink,
    fillable: bool = False,
) -> tuple[Style, ...]:
    """Return the styles from tight to roomy, the same ones each time."""
    return _spacings(Same(template), colors, language, shape, figures, ink, fillable)


@lru_cache(maxsize=32)
def _spacings(
    same: Same[Template], colors: Colors, language: str, shape: Measure, figures: Figures, ink: Ink, fillable: bool
) -> tuple[Style, ...]:
    start = style(same.value, colors, language, shape, figures, ink, fillable)
    return tuple(spaced(start, same.value, step / STEPS) for step in range(STEPS + 1))
