from parvis.rides.models.car import Car
from parvis.rides.models.ride import Ride
from parvis.rides.models.ride_wish import RideWish

__all__ = ["Car", "Ride", "RideWish"]
