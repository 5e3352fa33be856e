"""How the page looks: on a phone in one column, on a desk with pictures beside the steps, on paper without a browser's
frills. Colours are those that the sheet is printed in."""

from __future__ import annotations

from handouts.drawing.value import Color
from handouts.layout.style import Palette

# Lines no longer than can be read; pictures beside the steps from this width on, no higher than this.
_PAGE, _WIDE, _FIGURE = "46rem", "38rem", "13rem"
_BESIDE = """
.body{display:grid;grid-template-columns:4fr 5fr;grid-template-rows:auto 1fr;column-gap:1rem}
.shown{grid-column:1;grid-row:1/3}
.dose{grid-column:2;grid-row:1;justify-self:start}
.done{grid-column:2;grid-row:2}
"""

_RULES = f"""
*{{box-sizing:border-box}}
html{{color-scheme:light;-webkit-text-size-adjust:100%}}
body{{margin:0 auto;padding:1rem;max-width:{_PAGE};background:#fff;color:var(--ink);
  font:1rem/1.45 "Fira Sans",system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif;overflow-wrap:break-word}}
p{{margin:.4rem 0}}
h1{{font-size:1.75rem;line-height:1.2;margin:1rem 0 .2rem}}
h2,h3{{font-size:1.2rem;line-height:1.25;margin:0 0 .3rem}}
ol,ul{{margin:.4rem 0;padding-left:1.6rem}}
li{{margin:.25rem 0}}
table{{border-collapse:collapse}}
th{{text-align:left;font-weight:normal}}
svg{{display:block;max-width:100%;height:auto}}
.unseen{{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}}
.head{{display:flex;flex-wrap:wrap;gap:.3rem 1rem;align-items:center;border-bottom:2px solid var(--brand);
  padding-bottom:.5rem}}
.head svg{{max-height:3rem;width:auto;max-width:12rem}}
.head p{{margin:0}}
.clinic{{color:var(--brand);font-weight:bold;font-size:1.3rem}}
.address{{font-size:.9rem;margin-left:auto}}
.muted,dt,caption,figcaption,.dose th{{color:var(--muted)}}
.fields{{display:flex;flex-wrap:wrap;gap:.4rem 1.2rem;margin:.8rem 0}}
.fields div{{display:flex;gap:.4rem;flex:1 1 auto;min-width:6rem;border-bottom:1px solid var(--rule)}}
dd{{margin:0;font-weight:bold}}
.plan{{background:var(--tint);border-radius:.5rem;padding:.4rem .8rem;margin:.8rem 0}}
.label{{color:var(--brand);font-weight:bold}}
.thumbnails{{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.6rem}}
.thumbnails li{{margin:0;flex:1 1 8rem;max-width:12rem;text-align:center;font-size:.875rem;line-height:1.3}}
.thumbnails svg{{height:3.6rem;width:100%}}
.thumbnails b span{{color:var(--brand)}}
.thumbnails span.line{{display:block}}
.weekly{{font-size:.9rem}}
.key{{display:flex;flex-wrap:wrap;gap:.2rem .6rem;align-items:center;font-size:.9rem}}
.key span{{display:inline-flex;flex:none;align-items:center;gap:.4rem}}
.key svg{{width:1.4rem;height:.8rem;flex:none}}
.tiers{{display:flex;flex-wrap:wrap;gap:.8rem;margin:.8rem 0}}
.tiers section{{flex:1 1 17rem;border:1px solid var(--ink);border-radius:.5rem;padding:.6rem .8rem}}
.tiers .now{{border:2px solid var(--alert)}}
.now h2,.again{{color:var(--alert)}}
.tiers ul{{padding-left:1.2rem}}
.card{{border:1px solid var(--rule);border-radius:.5rem;margin:.8rem 0;overflow:hidden;padding-bottom:.3rem}}
.card h2,.card h3{{background:var(--tint);padding:.4rem .8rem;margin:0}}
.number{{display:inline-block;min-width:1.6em;text-align:center;border-radius:.8em;background:var(--brand);color:#fff;
  margin-right:.3em}}
.body{{margin:0 .8rem}}
.dose{{margin:.4rem 0}}
.dose th{{padding:0 .8rem .1rem 0;vertical-align:top}}
.dose td{{font-weight:bold;padding:0}}
.figures{{display:flex;gap:.8rem;align-items:flex-end;max-width:30rem}}
figure{{margin:0;min-width:0}}
figure svg{{width:100%;max-height:{_FIGURE}}}
figcaption{{text-align:center;font-size:.9rem}}
.steps li::marker{{color:var(--brand);font-weight:bold}}
.note{{color:var(--brand)}}
.later{{color:var(--brand);margin:1.2rem 0 0}}
.scroll{{overflow-x:auto}}
.log th,.log td{{border:1px solid var(--rule);padding:.15rem .3rem;text-align:center;font-size:.9rem}}
.log tbody th{{text-align:left}}
.log thead th{{font-weight:bold}}
.log small{{display:flex;justify-content:space-around;font-weight:normal;gap:.3rem}}
.boxes{{display:flex;justify-content:space-around;gap:.3rem}}
.box{{width:.9rem;height:.9rem;border:1.5px solid var(--ink)}}
.log .pain{{min-width:5rem;font-weight:normal}}
.please{{font-size:.9rem}}
.foot{{border-top:1px solid var(--rule);font-size:.8rem;margin-top:1rem;display:flex;flex-wrap:wrap;gap:0 1rem}}
@media (min-width:{_WIDE}){{{_BESIDE}}}
@media print{{
{_BESIDE}
@page{{margin:12mm}}
body{{max-width:none;padding:0;font-size:12pt;line-height:1.3}}
.card,.plan,.tiers{{margin:.5rem 0}}
li{{margin:.1rem 0}}
.card,.tiers section,.plan,.log{{break-inside:avoid}}
h1,h2,h3,.later{{break-after:avoid}}
.plan,.card h2,.card h3,.number{{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
.scroll{{overflow:visible}}
}}
"""


def stylesheet(palette: Palette) -> str:
    """Return the rules, with the colours of a handout."""
    named = {
        "ink": palette.ink, "muted": palette.muted, "brand": palette.brand, "tint": palette.tint,
        "rule": palette.rule, "alert": palette.alert,
    }  # fmt: skip
    colors = ";".join(f"--{name}:{css(color)}" for name, color in named.items())
    return f":root{{{colors}}}{_RULES}"


def css(color: Color) -> str:
    """Write a colour."""
    return "#{:02x}{:02x}{:02x}".format(*color)
