"""Addresses of payments."""

from django.urls import path

from contracts.views.payment_files import payee_private, payment_file, payment_files, payment_problems
from contracts.views.payments import (
    borough_payments,
    borough_payments_csv,
    borough_unregistered,
    supplier_payments,
    supplier_payments_csv,
)

_OF_BOROUGH = "boroughs/<slug:slug>/payments/"

urlpatterns = [
    path(_OF_BOROUGH, borough_payments, name="borough_payments"),
    path(f"{_OF_BOROUGH}by-<slug:what>.csv", borough_payments_csv, name="borough_payments_csv"),
    path(f"{_OF_BOROUGH}unregistered/", borough_unregistered, name="borough_unregistered"),
    path(f"{_OF_BOROUGH}files/", payment_files, name="payment_files"),
    path(f"{_OF_BOROUGH}files/<int:pk>/", payment_file, name="payment_file"),
    path(f"{_OF_BOROUGH}files/<int:pk>/unread.csv", payment_problems, name="payment_problems"),
    path(f"{_OF_BOROUGH}payees/<int:pk>/private/", payee_private, name="payee_private"),
    path("suppliers/<slug:slug>/payments/", supplier_payments, name="supplier_payments"),
    path("suppliers/<slug:slug>/payments/months.csv", supplier_payments_csv, name="supplier_payments_csv"),
]
