"""Addresses of recording and changing contracts, and of what waits for an officer's answer."""

from django.urls import path

from contracts.views.chain import contract_chain
from contracts.views.edit import contract_add, contract_edit
from contracts.views.parts import (
    contract_boroughs,
    contract_documents,
    contract_options,
    contract_suppliers,
)
from contracts.views.removals import contract_leave, contract_take_off, removal, removals
from contracts.views.same import joining_undo, same_contract, same_contracts
from contracts.views.sources import contract_sources
from contracts.views.suggestions import suggestions, suggestions_answer

urlpatterns = [
    path("boroughs/<slug:slug>/contracts/add/", contract_add, name="contract_add"),
    path("register/<int:pk>/change/", contract_edit, name="contract_edit"),
    path("register/<int:pk>/suppliers/", contract_suppliers, name="contract_suppliers"),
    path("register/<int:pk>/boroughs/", contract_boroughs, name="contract_boroughs"),
    path("register/<int:pk>/options/", contract_options, name="contract_options"),
    path("register/<int:pk>/documents/", contract_documents, name="contract_documents"),
    path("register/<int:pk>/chain/", contract_chain, name="contract_chain"),
    path("register/<int:pk>/sources/", contract_sources, name="contract_sources"),
    path("register/<int:pk>/take-off/", contract_take_off, name="contract_take_off"),
    path("register/<int:pk>/leave/", contract_leave, name="contract_leave"),
    path("register/taken-off/<int:pk>/", removal, name="removal"),
    path("boroughs/<slug:slug>/taken-off/", removals, name="removals"),
    path("boroughs/<slug:slug>/suggestions/", suggestions, name="suggestions"),
    path("boroughs/<slug:slug>/suggestions/answer/", suggestions_answer, name="suggestions_answer"),
    path("boroughs/<slug:slug>/same/", same_contracts, name="same_contracts"),
    path("register/same/<int:pk>/", same_contract, name="same_contract"),
    path("register/joined/<int:pk>/undo/", joining_undo, name="joining_undo"),
]
