"""Kinds of event types with common behaviour."""

INCURSIONS = frozenset({"drone_incursion", "aircraft_incursion", "missile_incursion", "balloon_incursion"})
# Drones that only Russia is known to fly in the theatre.
RUSSIAN_MAKES = ("shahed", "szahed", "gerber", "geran", "sahed")
ON_THE_GROUND = INCURSIONS | {
    "gnss_interference",
    "border_violation",
    "migration_pressure",
    "sabotage",
    "maritime_incident",
    "armed_attack",
    "espionage",
    "cyber_attack",
}
MEASURES = frozenset(
    {
        "border_closure",
        "border_reopening",
        "airspace_restriction",
        "emergency_measure",
        "fortification",
        "sanction",
        "expulsion",
        "treaty_withdrawal",
    }
)
POSTURE = frozenset(
    {
        "exercise_activity",
        "troop_deployment",
        "air_defence_deployment",
        "air_policing",
        "weapons_test",
        "nuclear_signal",
    }
)
# What people meet for: it stands where they meet.
MEETINGS = frozenset({"talks", "agreement"})
WORDS = frozenset({"protest", "consultation", "statement", "threat", "talks", "agreement"})
