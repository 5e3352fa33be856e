"""A pose: how a figure stands, lies or sits for each picture of a stretch. Centimetres and degrees."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, model_validator

from handouts.model.base import FileModel, Id, TextLine

Base = Literal[
    "stand", "stagger", "supine", "hook-lying", "prone", "side-lying", "sit-chair", "sit-floor", "long-sit", "kneel",
    "half-kneel", "all-fours", "heel-sit",
]  # fmt: skip
PoseSide = Literal["left", "right", "none"]
HandShape = Literal[
    "flat", "relaxed", "rest", "cup", "wrap", "grip", "fist", "hook", "tabletop", "straight-fist", "point", "clasp",
]  # fmt: skip
PropKind = Literal[
    "floor", "mat", "bed", "chair", "wall", "doorway", "table", "step", "strap", "towel", "roller", "ball", "stick",
    "pillow",
]  # fmt: skip
Crop = Literal["whole", "upper-body", "head-shoulders", "hand", "hands", "legs", "lower-leg", "foot"]
# `up`, `forward left`: in the room, as the standing figure sees it
WayWord = Annotated[
    str, StringConstraints(pattern=r"^(forward|back|left|right|up|down)([ -](forward|back|left|right|up|down))*$")
]
Point = tuple[float, float, float]
Offset = tuple[float, float]


class Joint(FileModel):
    """The angles of a ball joint. A bare number is the flexion."""

    flex: float = 0.0
    abd: float = Field(0.0, description="away from the middle; towards it below nought")
    rot: float = Field(0.0, description="turned out; in below nought")

    @model_validator(mode="before")
    @classmethod
    def _from_number(cls, value: Any) -> Any:
        return value if isinstance(value, dict | Joint) else {"flex": value}


class Bend(FileModel):
    """The angles of a part of the spine. A bare number is the flexion."""

    flex: float = 0.0
    side: float = Field(0.0, description="to the right; to the left below nought")
    twist: float = Field(0.0, description="to the left; to the right below nought")

    @model_validator(mode="before")
    @classmethod
    def _from_number(cls, value: Any) -> Any:
        return value if isinstance(value, dict | Bend) else {"flex": value}


class Pelvis(FileModel):
    """How the whole body lies in the room: 0 upright, lean 90 face down, lean -90 face up."""

    lean: float = 0.0
    roll: float = Field(0.0, description="to the right")
    turn: float = Field(0.0, description="to the left")
    at: Point | None = Field(None, description="where the middle of the hips is, if not where the body comes to rest")


class Contact(FileModel):
    """Where a hand or foot is put. A bare word is `on`."""

    on: TextLine | None = Field(
        None, description="`floor`, `wall`, `seat`, `table`, `step` or a part such as `left shank`"
    )
    along: float = Field(0.5, description="of the part, 0 at its upper end")
    side: TextLine = Field("front", description="of the part: front, back, inner, outer, or two of them")
    at: Point | None = Field(None, description="a point in the room")
    offset: Point = Field((0.0, 0.0, 0.0), description="added: forward, left, up")
    bend: WayWord | None = Field(None, description="where elbow or knee points")
    fingers: WayWord | None = None
    palm: WayWord | None = Field(None, description="where the palm looks")
    turn: float = Field(0.0, description="of the foot, toes out")
    heel: float = Field(0.0, description="lifted by so many degrees, over the ball of the foot")
    flat: bool = Field(True, description="the sole lies on the surface")

    @model_validator(mode="before")
    @classmethod
    def _from_word(cls, value: Any) -> Any:
        return {"on": value} if isinstance(value, str) else value


class Prop(FileModel):
    """A thing in the picture; what is not said is found from the body. A bare word is the kind."""

    kind: PropKind
    at: Point | None = None
    height: float | None = None
    length: float | None = None
    width: float | None = None
    front: bool = Field(False, description="drawn before the body, not behind it")
    between: tuple[TextLine, ...] = Field(
        (), description="what a strap or stick runs through: `right hand`, `left foot`"
    )

    @model_validator(mode="before")
    @classmethod
    def _from_word(cls, value: Any) -> Any:
        return {"kind": value} if isinstance(value, str) else value


class Arrow(FileModel):
    """A movement: from a part, `by` a way in the picture (right, up) or `move` in the room; `bend` makes an arc."""

    at: TextLine = Field(description="a part such as `left knee`")
    shift: Offset = (0.0, 0.0)
    by: Offset | None = None
    move: WayWord | None = None
    to: TextLine | None = None
    length: float = 20.0
    bend: float = Field(0.0, description="of the arc: height as a share of length, left of its way above nought")


class PoseFields(FileModel):
    """What a frame of a pose may say; what it does not say is as in the first frame, or as in the base."""

    view: TextLine | tuple[float, float] | None = Field(
        None, description="`side`, `front`, …, or azimuth and elevation"
    )
    crop: Crop | None = None
    pelvis: Pelvis | None = None
    lumbar: Bend | None = None
    thoracic: Bend | None = None
    neck: Bend | None = None
    head: Bend | None = None
    hip: Joint | None = None
    hip_left: Joint | None = Field(None, alias="hip.left")
    hip_right: Joint | None = Field(None, alias="hip.right")
    knee: float | None = None
    knee_left: float | None = Field(None, alias="knee.left")
    knee_right: float | None = Field(None, alias="knee.right")
    ankle: Joint | None = Field(None, description="flex: toes up; abd: sole out")
    ankle_left: Joint | None = Field(None, alias="ankle.left")
    ankle_right: Joint | None = Field(None, alias="ankle.right")
    toes: float | None = Field(None, description="bent up")
    toes_left: float | None = Field(None, alias="toes.left")
    toes_right: float | None = Field(None, alias="toes.right")
    shoulder: Joint | None = None
    shoulder_left: Joint | None = Field(None, alias="shoulder.left")
    shoulder_right: Joint | None = Field(None, alias="shoulder.right")
    shrug: float | None = Field(None, description="both shoulders up, in centimetres")
    shrug_left: float | None = Field(None, alias="shrug.left")
    shrug_right: float | None = Field(None, alias="shrug.right")
    elbow: float | None = None
    elbow_left: float | None = Field(None, alias="elbow.left")
    elbow_right: float | None = Field(None, alias="elbow.right")
    forearm: float | None = Field(None, description="turned palm down (pronated); palm up below nought")
    forearm_left: float | None = Field(None, alias="forearm.left")
    forearm_right: float | None = Field(None, alias="forearm.right")
    wrist: Joint | None = Field(None, description="flex: to the palm; abd: to the thumb")
    wrist_left: Joint | None = Field(None, alias="wrist.left")
    wrist_right: Joint | None = Field(None, alias="wrist.right")
    hand: HandShape | None = None
    hand_left: HandShape | None = Field(None, alias="hand.left")
    hand_right: HandShape | None = Field(None, alias="hand.right")
    rest: tuple[TextLine, ...] | None = Field(None, description="parts that come to lie on the ground or the seat")
    contacts: dict[TextLine, Contact] = Field({}, description="hands and feet, and where they are put")
    props: tuple[Prop, ...] | None = None
    arrows: tuple[Arrow, ...] = ()
    highlight: tuple[TextLine, ...] = Field(
        (), description="muscles of the side shown, or `left …`, `right …`, `both …`"
    )
    spine: bool = False
    over: tuple[tuple[TextLine, TextLine], ...] = Field(
        (), description="parts drawn over others, where depth alone misleads"
    )


class PoseFrame(PoseFields):
    """One picture of several."""

    caption: TextLine
    alt: TextLine


class Pose(PoseFields):
    """One file `assets/figures/<stretch>.pose.yaml`."""

    base: Base
    caption: TextLine
    alt: TextLine
    shows: PoseSide = Field("none", description="which side works, if one")
    cast: Id | None = None
    footwear: Literal["bare", "shoes"] | None = None
    legs: Literal["trousers", "shorts"] | None = None
    author: TextLine | None = None
    licence: TextLine | None = None
    frames: tuple[PoseFrame, ...] = Field((), description="further pictures: what differs from the first")


class Bases(FileModel):
    """`assets/figures/bases.yaml`: where a pose starts from."""

    bases: dict[Base, PoseFields]
