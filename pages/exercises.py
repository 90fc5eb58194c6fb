"""Exercises: routine drill or signal?"""

import streamlit as st

from monitor.analysis import comparison
from monitor.ui import drawer, exercise_views, filters, frame

view = frame.frame()
filters.note_unknown("view", exercise_views.VIEWS)
filters.note_unknown("set", comparison.PRESETS)
filters.note_unknown("side", exercise_views.SIDES)
frame.header(view, "Routine drill or signal?")
names = tuple(exercise_views.VIEWS)
name = st.segmented_control("View", names, default=names[0], required=True, key="view", bind=filters.BOUND)
exercise_views.VIEWS[name](view)
frame.footer(view)
drawer.show(view)
