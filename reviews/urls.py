"""The addresses of vendor reviews."""

from django.urls import path

from reviews.views import moderating, reading, supplier, writing

urlpatterns = [
    path("reviews/", reading.review_list, name="reviews"),
    path("reviews/new/", writing.review_new, name="review_new"),
    path("reviews/mine/", writing.my_reviews, name="my_reviews"),
    path("reviews/queue/", moderating.review_queue, name="review_queue"),
    path("reviews/complaints/<int:pk>/", moderating.review_complaint, name="review_complaint"),
    path("reviews/suppliers/<slug:slug>/", reading.supplier_figures, name="supplier_figures"),
    path("reviews/products/<slug:slug>/", reading.product_figures, name="product_figures"),
    path("reviews/areas/<str:code>/", reading.area_figures, name="area_figures"),
    path("reviews/<int:pk>/", reading.review, name="vendor_review"),
    path("reviews/<int:pk>/ask/", reading.review_ask, name="review_ask"),
    path("reviews/<int:pk>/change/", writing.review_change, name="review_change"),
    path("reviews/<int:pk>/complain/", reading.review_complain, name="review_complain"),
    path("reviews/<int:pk>/moderate/", moderating.review_moderate, name="review_moderate"),
    path("reviews/<int:pk>/give-up/", writing.review_give_up, name="review_give_up"),
    path("reviews/<int:pk>/time/", moderating.review_time, name="review_time"),
    path("reviews/<int:pk>/withdraw/", writing.review_withdraw, name="review_withdraw"),
    path("reviews/<int:pk>/write/", writing.review_write, name="review_write"),
    path("reviews/<int:pk>/write/<slug:step>/", writing.review_step, name="review_step"),
    path("my-suppliers/<slug:slug>/reviews/", supplier.supplier_reviews, name="supplier_reviews"),
    path("my-suppliers/<slug:slug>/reviews/<int:pk>/", supplier.supplier_review, name="supplier_review"),
    path(
        "my-suppliers/<slug:slug>/reviews/<int:pk>/complain/",
        supplier.supplier_complain,
        name="supplier_complain",
    ),
]
