package import Blueprint

/// What happened, why, and what now: drivers, analyses, dashboards, alerts.
package let insightsCapability = Capability("insights")
