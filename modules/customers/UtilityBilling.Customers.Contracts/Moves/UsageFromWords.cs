namespace UtilityBilling.Customers.Moves;

/// <summary>The words of <see cref="MoveInServiceInput.UsageFrom"/> beside the names of services.</summary>
public static class UsageFromWords
{
    public const string Meter = "meter";
    public const string Fixed = "fixed";
    public const string Former = "former";
}
