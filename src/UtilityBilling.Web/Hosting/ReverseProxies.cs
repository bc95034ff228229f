using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace UtilityBilling.Web.Hosting;

/// <summary>
/// Whom the host believes about the caller's address and https: with <c>ForwardedHeaders:Enabled</c> the proxies of <c>ForwardedHeaders:Proxies</c> (addresses or
/// networks, separated by commas), by default those of this machine. From anybody else the headers count for nothing.
/// </summary>
public static class ReverseProxies
{
    public static void Apply(ForwardedHeadersOptions options, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(section);
        // The name of the town comes in the Host header itself, which the proxy hands on.
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        options.ForwardLimit = 1;
        if (section["Proxies"] is not { Length: > 0 } proxies)
            return;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            if (proxy.Contains('/', StringComparison.Ordinal))
                options.KnownIPNetworks.Add(Read(proxy, System.Net.IPNetwork.TryParse(proxy, out var network) ? network : (System.Net.IPNetwork?)null)!.Value);
            else
                options.KnownProxies.Add(Read(proxy, IPAddress.TryParse(proxy, out var address) ? address : null)!);
    }

    private static T Read<T>(string text, T value) =>
        value ?? throw new InvalidOperationException($"ForwardedHeaders__Proxies names {text}, which is neither an address nor a network such as 10.0.0.0/24.");
}
