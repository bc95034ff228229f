namespace UtilityBilling.Customers;

/// <summary>A mailing address in the United States. The state has two letters, the ZIP code five digits or nine with a hyphen.</summary>
public sealed record PostalAddress(string Line1, string? Line2, string City, string State, string Zip);
