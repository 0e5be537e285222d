"""The workbench: `marsad serve` opens a store in the browser, to read, check, correct and publish it."""
