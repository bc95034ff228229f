using UtilityBilling.Navigation;

namespace UtilityBilling.Metering;

internal sealed class MeteringMenuContributor : IMenuContributor
{
    public IEnumerable<MenuItem> Items() =>
    [
        new(MenuGroups.Metering, "Metering.ReadFiles", "Metering:ReadFiles", "/Metering/ReadFiles", "file-upload", MeteringPermissions.Reads.View, 10),
        new(MenuGroups.Metering, "Metering.Review", "Metering:Review", "/Metering/Reads/Review", "list-check", MeteringPermissions.Reads.View, 20),
        new(MenuGroups.Metering, "Metering.Meters", "Metering:Meters", "/Metering/Meters", "gauge", MeteringPermissions.Meters.View, 30),
        new(MenuGroups.Reports, "Metering.Misreads", "Metering:Misreads", "/Reports/Misreads", "report", MeteringPermissions.Reads.View, 60),
    ];
}
