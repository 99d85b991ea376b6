"""Parts of queries that several registers join: places with their names, persons resolved, hours, counts.

Each constant is one or more common table expressions without the word WITH; join them with `with_views`.
"""

from kpm_desktop.domain.people import ERASED_NAME
from kpm_desktop.store.tables import CURRENT_VILLAGE_NAME

WHO = """
climb(uid, root) AS (
    SELECT uid, merged_into FROM person WHERE merged_into IS NOT NULL AND alive = 1
    UNION
    SELECT c.uid, p.merged_into FROM climb c JOIN person p ON p.uid = c.root
    WHERE p.merged_into IS NOT NULL AND p.alive = 1
),
who(uid, root) AS (
    SELECT c.uid, COALESCE(MAX(CASE WHEN p.merged_into IS NULL THEN c.root END), MIN(c.root))
    FROM climb c JOIN person p ON p.uid = c.root GROUP BY c.uid
)"""
"""Whom a joined person stands for (`merged_into` followed to its end; a circle ends at its smallest uid)."""

SELVES = "selves(uid) AS (SELECT ?1 UNION SELECT uid FROM who WHERE root = ?1)"
"""The rows that stand for person ?1; needs WHO."""

PLACES = f"""
places AS (
    SELECT n.*, COUNT(*) OVER (PARTITION BY lower(n.name)) > 1 AS is_ambiguous
    FROM (
        SELECT v.uid, v.village_code, v.kind, v.district, d.name AS district_name, d.code AS district_code,
            COALESCE({CURRENT_VILLAGE_NAME.format(village="v.uid")}, '') AS name
        FROM village v LEFT JOIN district d ON d.uid = v.district
        WHERE v.alive = 1
    ) n
)"""
"""Villages under today's name, with their district and whether the name occurs twice."""

HOURS = """
hours(session, lesson_hours) AS (
    SELECT session, SUM(lesson_hours) FROM topic WHERE alive = 1 GROUP BY session
)"""
"""Lesson hours of each session that has topics."""

PRESENCE = """
presence(person, session) AS (
    SELECT DISTINCT COALESCE(w.root, a.person), a.session
    FROM attendance a
    JOIN session s ON s.uid = a.session AND s.alive = 1 AND s.status IS NOT 'cancelled'
    LEFT JOIN who w ON w.uid = a.person
    WHERE a.alive = 1 AND a.status = 'present' AND a.role IS NOT 'committee'
)"""
"""Who was at which session, once even if he stands on its list twice (joined later); needs WHO."""

ATTENDED = """
attended AS (
    SELECT p.person, COUNT(*) AS sessions, COALESCE(SUM(h.lesson_hours), 0) AS lesson_hours
    FROM presence p LEFT JOIN hours h ON h.session = p.session
    GROUP BY p.person
)"""
"""How many sessions each person was present at, and their hours; needs WHO, HOURS and PRESENCE."""


NAME = f"COALESCE(p.name, IIF(p.alive = 0, '{ERASED_NAME}', ''))"
"""The name of person `p` for a list that counts him; an erased person has none left."""
SHOWN = "(w.root IS NULL OR w.root = p.uid)"
"""Condition over person `p` left joined to `who w`: not joined into somebody else."""


def setting_number(key: str, default: int) -> str:
    """Return the SQL of a setting's number, or what holds without it."""
    return (
        f"COALESCE((SELECT CAST(value AS INTEGER) FROM setting WHERE key = '{key}' AND alive = 1), {default})"
    )


def with_views(*views: str) -> str:
    """Return the head of a query that may use these views."""
    return f"WITH RECURSIVE {', '.join(views)} "
