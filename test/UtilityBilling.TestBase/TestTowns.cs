using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using UtilityBilling.Authorization;
using UtilityBilling.Data;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Platform.Roles;
using UtilityBilling.Platform.Tenants;
using UtilityBilling.Platform.Users;
using UtilityBilling.Uow;
using UtilityBilling.Users;

namespace UtilityBilling.TestBase;

/// <summary>The two towns that every test database holds, and their people: what belongs to one must never be seen by the other.</summary>
public static class TestTowns
{
    public static readonly TenantInfo Alder = new(IdOf("town/alder"), "alder", "Alder", "America/Los_Angeles", "en");
    public static readonly TenantInfo Birch = new(IdOf("town/birch"), "birch", "Birch", "America/Denver", "es");

    public static readonly IReadOnlyList<TenantInfo> All = [Alder, Birch];

    private static readonly (string Post, string Role)[] Posts =
    [
        ("technician", RoleNames.Technician),
        ("director", RoleNames.FinanceDirector),
        ("auditor", RoleNames.Auditor),
        ("cashier", RoleNames.Cashier),
        ("administrator", RoleNames.Administrator),
    ];

    /// <summary>A town's person by post, for example <c>technician</c>; the user name is <c>alder.technician</c>.</summary>
    public static Actor Person(TenantInfo town, string post) =>
        new(IdOf($"person/{town.Slug}/{post}"), $"{town.Slug}.{post}", $"{town.Name} {char.ToUpperInvariant(post[0])}{post[1..]}");

    internal static async Task SeedAsync(string appConnectionString)
    {
        var clock = new FakeTimeProvider(TestHost.Start);
        await using var services = TestHost.Compose(new NpgsqlConnectionStringBuilder(appConnectionString) { Pooling = false }.ConnectionString, clock, "template", null);
        var runner = services.GetRequiredService<ITenantRunner>();
        var contributors = services.CreateScope().ServiceProvider.GetServices<IDataSeedContributor>().OrderBy(c => c.Order).Select(c => c.GetType()).ToList();

        await runner.WriteAsync(null, Actor.System, scope => AddTownsAndPeopleAsync(scope, clock.GetUtcNow()));
        foreach (var town in All)
        {
            foreach (var contributor in contributors)
                await runner.WriteAsync(town, Actor.System, scope => scope.GetServices<IDataSeedContributor>().Single(c => c.GetType() == contributor).SeedAsync(CancellationToken.None));
            await runner.WriteAsync(town, Actor.System, scope => GiveRolesAsync(scope, town));
        }
    }

    private static Task AddTownsAndPeopleAsync(IServiceProvider scope, DateTimeOffset now)
    {
        var context = scope.GetRequiredService<IUtilityBillingDbContext>();
        var passwordHash = scope.GetRequiredService<IPasswordHasher<User>>().HashPassword(null!, TestTown.Password);
        foreach (var town in All)
        {
            context.Set<Tenant>().Add(new Tenant { Id = town.Id, Slug = town.Slug, Name = town.Name, TimeZone = town.TimeZone, DefaultLanguage = town.DefaultLanguage, BrandColor = "#1d4e89", CreatedAt = now });
            foreach (var (post, _) in Posts)
            {
                var person = Person(town, post);
                context.Set<User>().Add(new User { Id = person.UserId, UserName = person.UserName, DisplayName = person.DisplayName, PasswordHash = passwordHash, PasswordChangedAt = now, SecurityStamp = "first", CreatedAt = now });
                context.Set<UserTenant>().Add(new UserTenant { TenantId = town.Id, UserId = person.UserId, JoinedAt = now });
            }
        }
        return Task.CompletedTask;
    }

    private static async Task GiveRolesAsync(IServiceProvider scope, TenantInfo town)
    {
        var context = scope.GetRequiredService<IUtilityBillingDbContext>();
        var roles = await context.Set<Role>().ToDictionaryAsync(r => r.Name, r => r.Id);
        foreach (var (post, role) in Posts.Where(p => roles.ContainsKey(p.Role)))
            context.Set<UserRole>().Add(new UserRole { UserId = Person(town, post).UserId, RoleId = roles[role] });
    }

    /// <summary>An id that follows from a name, so that tests may write it down.</summary>
    private static Guid IdOf(string name)
    {
        Span<byte> bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x70);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
