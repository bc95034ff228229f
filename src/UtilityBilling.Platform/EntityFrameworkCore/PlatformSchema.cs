namespace UtilityBilling.Platform.EntityFrameworkCore;

internal static class PlatformSchema
{
    public const string Name = "platform";
}
