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
                new("ana", "Ana Ruiz", RoleNames.Technician),
                new("dana", "Dana Whitfield", RoleNames.FinanceDirector),
                new("audrey", "Audrey Klein", RoleNames.Auditor),
                new("carl", "Carl Jensen", RoleNames.Cashier),
                new("ivan", "Ivan Petrov", RoleNames.FieldWorker),
                new("rosa", "Rosa Delgado", RoleNames.CustomerService),
                new("alma", "Alma Stone", RoleNames.Administrator),
            ]),
        new(
            new NewTown("sanmarcos", "Town of San Marcos", "America/Phoenix", "es")
            {
                AddressLine1 = "12 Plaza Central",
                AddressLine2 = "San Marcos, AZ 85600",
                Phone = "520-555-0117",
                RemitTo = "Town of San Marcos\nPO Box 118\nSan Marcos, AZ 85600",
                BrandColor = "#7a3b12",
            },
            [
                new("marisol", "Marisol Vega", RoleNames.Technician),
                new("hector", "Héctor Luna", RoleNames.FinanceDirector),
                new("teresa", "Teresa Ortiz", RoleNames.Auditor),
                new("pablo", "Pablo Nieto", RoleNames.Cashier),
                new("elena", "Elena Campos", RoleNames.Administrator),
            ]),
    ];

    public static DemoPreset? Find(string slug) => All.FirstOrDefault(p => p.Town.Slug == slug);

    internal static NewUser NewUser(DemoPerson person, string language) => new(person.UserName, person.DisplayName, null, Password, [person.Role]) { Language = language };
}
