"""Tests of valrisicodagen."""
