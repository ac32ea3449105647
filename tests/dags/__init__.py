"""Tests of the DAGs, under a real Airflow."""
