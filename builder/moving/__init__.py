"""Moving and retiring: a thing of the curriculum gets another id, or gives way to another, and everything that names it follows."""
