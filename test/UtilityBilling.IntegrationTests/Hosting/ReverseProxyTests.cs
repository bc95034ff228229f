using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Shouldly;
using UtilityBilling.Web.Hosting;
using Xunit;

namespace UtilityBilling.IntegrationTests.Hosting;

/// <summary>What the host believes of forwarded headers (ASVS v5.0.0-4.1.3: from the trusted proxy only).</summary>
public sealed class ReverseProxyTests
{
    [Theory]
    [InlineData(null, "127.0.0.1", true)]
    [InlineData(null, "203.0.113.9", false)]
    [InlineData("10.0.0.7", "10.0.0.7", true)]
    [InlineData("10.0.0.7", "127.0.0.1", false)]
    [InlineData("10.0.0.7, 172.30.42.0/24", "172.30.42.10", true)]
    [InlineData("10.0.0.7, 172.30.42.0/24", "172.30.43.10", false)]
    public async Task The_callers_address_and_https_are_taken_from_a_named_proxy_and_from_nobody_else(string? proxies, string sender, bool believed)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(sender);
        context.Request.Scheme = "http";
        context.Request.Host = new HostString("riverbend.example.org");
        context.Request.Headers["X-Forwarded-For"] = "198.51.100.4";
        context.Request.Headers["X-Forwarded-Proto"] = "https";
        context.Request.Headers["X-Forwarded-Host"] = "sanmarcos.example.org";

        await new ForwardedHeadersMiddleware(_ => Task.CompletedTask, NullLoggerFactory.Instance, Options.Create(OptionsFor(proxies))).Invoke(context);

        context.Request.Scheme.ShouldBe(believed ? "https" : "http");
        context.Connection.RemoteIpAddress!.ToString().ShouldBe(believed ? "198.51.100.4" : sender);
        // The town comes from the Host header alone.
        context.Request.Host.Host.ShouldBe("riverbend.example.org");
    }

    [Fact]
    public void A_proxy_that_is_no_address_stops_the_start() =>
        Should.Throw<InvalidOperationException>(() => OptionsFor("proxy.example.org")).Message.ShouldContain("proxy.example.org");

    private static ForwardedHeadersOptions OptionsFor(string? proxies)
    {
        var options = new ForwardedHeadersOptions();
        ReverseProxies.Apply(options, new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Proxies"] = proxies }).Build());
        return options;
    }
}
