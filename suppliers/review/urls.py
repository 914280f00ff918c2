"""Addresses of the review of suppliers. They come before those of suppliers, none of which is *review*."""

from django.urls import path

from suppliers.review import conflicts, views

urlpatterns = [
    path("suppliers/review/", views.queue, name="review"),
    path("suppliers/review/keys/", views.keys, name="review_keys"),
    path("suppliers/review/decided/", views.decided, name="review_decided"),
    path("suppliers/review/conflicts/", conflicts.conflict_list, name="review_conflicts"),
    path("suppliers/review/conflicts/<int:pk>/", conflicts.conflict, name="review_conflict"),
    path("suppliers/review/<int:pk>/", views.pair, name="review_pair"),
    path("suppliers/review/<int:pk>/group/", views.group, name="review_group"),
    path("suppliers/review/<int:pk>/undo/", views.undo, name="review_undo"),
]
