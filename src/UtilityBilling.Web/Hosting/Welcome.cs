using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using UtilityBilling.Platform.Demo;

namespace UtilityBilling.Web.Hosting;

/// <summary>What a newcomer needs to know once the host is up: where, and as whom.</summary>
internal static class Welcome
{
    public static void Print(WebApplication app, bool isDemo)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "";
        Console.WriteLine();
        Console.WriteLine($"UtilityBilling is ready: {address}");
        if (isDemo)
            PrintPeople(new Uri(address));
        Console.WriteLine("Ctrl+C stops it.");
    }

    private static void PrintPeople(Uri address)
    {
        foreach (var preset in DemoPresets.All)
        {
            Console.WriteLine();
            Console.WriteLine($"{preset.Town.Name}: http://{preset.Town.Slug}.localhost:{address.Port}");
            foreach (var person in preset.People)
                Console.WriteLine($"  {person.UserName,-14} {person.DisplayName,-16} {person.Role}");
        }
        Console.WriteLine();
        Console.WriteLine($"Password of every demo person: {DemoPresets.Password}");
    }
}
