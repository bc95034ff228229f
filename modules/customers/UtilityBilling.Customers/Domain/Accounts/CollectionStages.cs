namespace UtilityBilling.Customers;

/// <summary>How far collection of an occupancy has gone. Collections moves it on; here it begins.</summary>
internal static class CollectionStages
{
    public const string None = "none";
}
