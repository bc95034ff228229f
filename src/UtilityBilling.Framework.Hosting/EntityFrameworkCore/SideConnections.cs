namespace UtilityBilling.EntityFrameworkCore;

/// <summary>
/// Names the small pool beside the one of the units of work, for what is written or read on a connection of its own while a unit is open: the security log, the
/// keys of cookies, and the list of towns when an answer is made again as an error page. From one pool, as many requests as it holds connections would each wait for a second one that none gives back.
/// </summary>
public static class SideConnections
{
    /// <summary>The key of the data source.</summary>
    public const string Key = "side";

    /// <summary>The most connections of the small pool.</summary>
    public const int Most = 4;
}
