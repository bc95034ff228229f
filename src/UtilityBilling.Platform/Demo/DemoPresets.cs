using UtilityBilling.Authorization;
using UtilityBilling.Platform.Tenants;
using UtilityBilling.Platform.Users;

namespace UtilityBilling.Platform.Demo;

/// <summary>A demo town before its history: its name, its people, its defaults.</summary>
public sealed record DemoPreset(NewTown Town, IReadOnlyList<DemoPerson> People);

/// <summary>Somebody who may sign in to a demo town.</summary>
public sealed record DemoPerson(string UserName, string DisplayName, string Role);

/// <summary>The demo towns. Names and addresses are invented.</summary>
public static class DemoPresets
{
    /// <summary>The password of every demo person. A demo holds nothing worth guarding, and its host listens to its own machine only.</summary>
    public const string Password = "seven quiet otters swim north";

    public static readonly IReadOnlyList<DemoPreset> All =
    [
        new(
            new NewTown("riverbend", "City of Riverbend", "America/Los_Angeles", "en")
            {
                AddressLine1 = "930 Chemeketa Road NE",
                AddressLine2 = "Riverbend, OR 97303",
                Phone = "503-555-0142",
                RemitTo = "City of Riverbend\nPO Box 20000\nRiverbend, OR 97307",
                BrandColor = "#1d4e89",
            },
            [
                new("ana.ruiz", "Ana Ruiz", RoleNames.Technician),
                new("frank.osei", "Frank Osei", RoleNames.FinanceDirector),
                new("priya.nair", "Priya Nair", RoleNames.Auditor),
                new("mei.chen", "Mei Chen", RoleNames.Cashier),
                new("ivan.petrov", "Ivan Petrov", RoleNames.FieldWorker),
                new("carl.weiss", "Carl Weiss", RoleNames.CustomerService),
                new("sam.holt", "Sam Holt", RoleNames.Administrator),
            ]),
        new(
            new NewTown("san-marcos", "Town of San Marcos", "America/Chicago", "es")
            {
                AddressLine1 = "12 Plaza Central",
                AddressLine2 = "San Marcos, TX 78666",
                Phone = "512-555-0117",
                RemitTo = "Town of San Marcos\nPO Box 118\nSan Marcos, TX 78666",
                BrandColor = "#7a3b12",
            },
            [
                new("marisol.vega", "Marisol Vega", RoleNames.Technician),
                new("hector.luna", "Héctor Luna", RoleNames.FinanceDirector),
                new("teresa.ortiz", "Teresa Ortiz", RoleNames.Auditor),
                new("pablo.nieto", "Pablo Nieto", RoleNames.Cashier),
                new("elena.campos", "Elena Campos", RoleNames.Administrator),
            ]),
    ];

    public static DemoPreset? Find(string slug) => All.FirstOrDefault(p => p.Town.Slug == slug);

    internal static NewUser NewUser(DemoPerson person, string language) => new(person.UserName, person.DisplayName, null, Password, [person.Role]) { Language = language };
}
