"""The sheets that shape a payout and what leaves the tool: factors, gates, overrides, formulas, exports and the rest.

Pure data; see `schema_sheets`.
"""

from decimal import Decimal

from incentive.plan.choices import Use
from incentive.workbook.schema_forms import Column, Kind, SheetShape, Thing

_NONE = Decimal(0)

FACTORS = SheetShape(
    "factors",
    "Factors",
    "Multipliers of the bonus, and values that only formulas read.",
    (
        Column("id", "Factor", Kind.ID, "A name, usable in formulas.", required=True),
        Column(
            "subject",
            "For",
            Kind.SUBJECT,
            "Employee, `role:X`, `team:X`, `department:X` or `*`; the most specific row wins.",
            required=True,
        ),
        Column(
            "value", "Value", Kind.RATING, "The multiplier; or a number or text that a formula reads.", required=True
        ),
        Column("use", "Use", Kind.CHOICE, "Whether it multiplies the bonus.", choices=Use, default="multiply"),
        Column("reason", "Reason", Kind.TEXT, "Why."),
    ),
)

GATES = SheetShape(
    "gates",
    "Gates",
    "Conditions that lower or block a result where they are not met.",
    (
        Column("id", "Gate", Kind.ID, "A name.", required=True),
        Column("subject", "For", Kind.SUBJECT, "As in Factors.", default="*"),
        Column("condition", "Condition", Kind.FORMULA, "A formula that gives true or false.", required=True),
        Column(
            "multiply_by",
            "Multiply by",
            Kind.PERCENT,
            "What the result is multiplied by if not met.",
            default="0%, or 100% where Limit to is given",
            least=_NONE,
        ),
        Column("limit_to", "Limit to", Kind.PERCENT, "Most the result may be if not met.", least=_NONE),
        Column(
            "acts_on",
            "Acts on",
            Kind.TARGET,
            "`bonus`; `all`: direct money too; `section:X`; `kpi:X`.",
            default="bonus",
        ),
    ),
)

OVERRIDES = SheetShape(
    "overrides",
    "Overrides",
    "Discretion, on the record: the result that stands instead. Statement and summary show both.",
    (
        Column("subject", "For", Kind.SUBJECT, "As in Factors.", required=True),
        Column("what", "What", Kind.TARGET, "`kpi:X`, `section:X`, `score` or `payout %`.", required=True),
        Column("value", "Value", Kind.POINT, "The result that stands instead.", required=True),
        Column("reason", "Reason", Kind.TEXT, "Why.", required=True),
        Column("approved_by", "Approved by", Kind.TEXT, "Who approved it.", required=True),
    ),
)

FORMULAS = SheetShape(
    "formulas",
    "Formulas",
    "The payout step by step: a known name replaces a step of the default chain, a new name is a new step.",
    (
        Column("name", "Step", Kind.ID, "The step's name.", required=True),
        Column("formula", "Formula", Kind.FORMULA, "Its formula.", required=True),
        Column("label", "Label", Kind.TEXT, "What statements call it."),
        Column("unit", "Unit", Kind.UNIT, "`money`, `percent`, `number` or a currency."),
        Column("role", "Role", Kind.ID, "Only for this role.", refers=Thing.ROLE, everyone=True),
        Column("split", "Split", Kind.TEXT, "A group of steps after `Payout` that foot to it."),
    ),
)

SOURCES = SheetShape(
    "sources",
    "Sources",
    "How other sheets and files are to be read, where that is not seen by itself.",
    (
        Column("file", "File", Kind.TEXT, "A file in the workbook's folder or below; blank: this workbook."),
        Column("sheet", "Sheet", Kind.TEXT, "The sheet's name there."),
        Column("read_as", "Read as", Kind.TEXT, "A sheet of this page, a layout, or `ignore`."),
        Column("their_name", "Their name", Kind.TEXT, "A column's name there."),
        Column("our_name", "Our name", Kind.TEXT, "The column of this page that it is."),
        Column("decimal_mark", "Decimal mark", Kind.TEXT, "`.` or `,`, where the file itself does not show it."),
    ),
)

EXPORTS = SheetShape(
    "exports",
    "Exports",
    "Files for payroll: one row a column; the file's settings stand on the export's first row.",
    (
        Column("export", "Export", Kind.ID, "The export's name, on each of its rows.", required=True),
        Column("column", "Column", Kind.TEXT, "The column's heading.", required=True),
        Column("value", "Value", Kind.TEXT, "A step, a field, or text in double quotes.", required=True),
        Column("format", "Format", Kind.TEXT, "How the value is written."),
        Column("file", "File", Kind.TEXT, "The file's name.", first_row=True),
        Column("rows", "Rows", Kind.TEXT, "`people` or `splits`.", default="people", first_row=True),
        Column("encoding", "Encoding", Kind.TEXT, "Such as `utf-8`.", first_row=True),
        Column("separator", "Separator", Kind.TEXT, "Between columns.", first_row=True),
        Column("decimal_mark", "Decimal mark", Kind.TEXT, "`.` or `,`.", first_row=True),
        Column("date_format", "Date format", Kind.TEXT, "Such as `yyyy-mm-dd`.", first_row=True),
        Column("zero_rows", "Zero rows", Kind.TEXT, "What becomes of rows with nothing to pay.", first_row=True),
        Column("negative_rows", "Negative rows", Kind.TEXT, "What becomes of rows below zero.", first_row=True),
        Column("header", "Header", Kind.TEXT, "A first line.", first_row=True),
        Column("trailer", "Trailer", Kind.TEXT, "A last line.", first_row=True),
    ),
)

STATEMENT = SheetShape(
    "statement",
    "Statement",
    "How statements look and what they say besides the figures.",
    (
        Column("setting", "Setting", Kind.TEXT, "The setting's name.", required=True),
        Column("value", "Value", Kind.TEXT, "Its value."),
        Column("note", "Note", Kind.UNREAD, "What the setting means, for the person who fills it in."),
    ),
)

SCENARIOS = SheetShape(
    "scenarios",
    "Scenarios",
    "What-if changes to the workbook's cells.",
    (
        Column("scenario", "Scenario", Kind.ID, "The scenario's name.", required=True),
        Column("sheet", "Sheet", Kind.TEXT, "The sheet that it changes.", required=True),
        Column("row", "Row", Kind.TEXT, "The key of the row."),
        Column("column", "Column", Kind.TEXT, "The column.", required=True),
        Column("change", "Set", Kind.TEXT, "A value, `+5%` or `×0.9`.", required=True),
        Column("description", "Description", Kind.TEXT, "What it asks."),
    ),
)
