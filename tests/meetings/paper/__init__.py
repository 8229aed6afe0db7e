"""The paper kit, from facts to sheets."""
