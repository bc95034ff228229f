using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using UtilityBilling.EntityFrameworkCore.Setup;
using UtilityBilling.Hosting.Auditing;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Uow;
using UtilityBilling.Users;

namespace UtilityBilling.Cli;

/// <summary>What a command works with: its arguments, where it writes, and, when it asks for them, the database and the modules.</summary>
internal sealed class CliContext(ICliCommand command, CliArguments arguments, TextWriter output, TextWriter error, CliSurroundings surroundings) : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Converters = { new JsonStringEnumConverter() } };

    private CliDatabase? _database;
    private ServiceProvider? _services;

    public CliArguments Arguments { get; } = arguments;

    /// <summary>Results: one JSON document with <c>--json</c>, else text for people.</summary>
    public void Write(object json, IEnumerable<string> text)
    {
        if (Arguments.Has("json"))
            output.WriteLine(JsonSerializer.Serialize(json, Json));
        else
            foreach (var line in text)
                output.WriteLine(line);
    }

    /// <summary>Progress and messages, beside the result.</summary>
    public void Say(string line) => error.WriteLine(line);

    public async Task<CliDatabase> DatabaseAsync(CancellationToken cancellationToken) => _database ??= await CliDatabase.OpenAsync(surroundings, cancellationToken);

    /// <summary>The modules over the database, as the application role.</summary>
    public async Task<IServiceProvider> ServicesAsync(CancellationToken cancellationToken) =>
        _services ??= House.Compose((await DatabaseAsync(cancellationToken)).AppConnectionString, surroundings.Clock);

    /// <summary>The town of <c>--tenant</c>.</summary>
    public async Task<TenantInfo> TownAsync(CancellationToken cancellationToken) => await FindTownAsync(Arguments.Need("tenant"), cancellationToken);

    /// <summary>The town of <c>--tenant</c>, or every active one.</summary>
    public async Task<IReadOnlyList<TenantInfo>> TownsAsync(CancellationToken cancellationToken)
    {
        if (Arguments.Find("tenant") is { } slug)
            return [await FindTownAsync(slug, cancellationToken)];
        return await (await ServicesAsync(cancellationToken)).GetRequiredService<ITenantStore>().ListAsync(cancellationToken);
    }

    /// <summary>Wrong usage where nobody is named: the built-in user decides on no money.</summary>
    public string NeedPerson() => Arguments.Find("as") ?? throw new CliUsageException("Name the person with --as: the built-in user approves nothing.");

    /// <summary>The person of <c>--as</c> in the town; the built-in user when it is left out.</summary>
    public async Task<Actor> ActorAsync(TenantInfo town, CancellationToken cancellationToken)
    {
        if (Arguments.Find("as") is not { } name)
            return Actor.System;
        await using var find = (await ServicesAsync(cancellationToken)).GetRequiredService<NpgsqlDataSource>().CreateCommand(
            """
            select u.id, u.user_name, u.display_name from platform.users u join platform.user_tenants m on m.user_id = u.id
            where u.user_name = $1 and m.tenant_id = $2 and u.disabled_at is null and m.disabled_at is null
            """);
        find.Parameters.Add(new NpgsqlParameter { Value = name.ToLowerInvariant() });
        find.Parameters.Add(new NpgsqlParameter { Value = town.Id });
        await using var reader = await find.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new Actor(reader.GetGuid(0), reader.GetString(1), reader.GetString(2))
            : throw new CliUsageException($"Nobody with the name {name} may sign in to {town.Slug}.");
    }

    /// <summary>One transaction in the town, as the person of <c>--as</c>, with the command in the audit.</summary>
    public async Task<T> WriteAsync<T>(TenantInfo town, Func<IServiceProvider, Task<T>> work, CancellationToken cancellationToken) =>
        await (await ServicesAsync(cancellationToken)).GetRequiredService<ITenantRunner>().WriteAsync(town, await ActorAsync(town, cancellationToken), Named(work), cancellationToken);

    public async Task<T> ReadAsync<T>(TenantInfo town, Func<IServiceProvider, Task<T>> work, CancellationToken cancellationToken) =>
        await (await ServicesAsync(cancellationToken)).GetRequiredService<ITenantRunner>().ReadAsync(town, await ActorAsync(town, cancellationToken), work, cancellationToken);

    /// <summary>A scope of the town without a transaction, for work that begins its own.</summary>
    public async Task<T> InScopeAsync<T>(TenantInfo town, Func<IServiceProvider, Task<T>> work, CancellationToken cancellationToken) =>
        await (await ServicesAsync(cancellationToken)).GetRequiredService<ITenantRunner>().InScopeAsync(town, await ActorAsync(town, cancellationToken), Named(work), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
            await _services.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
    }

    private Func<IServiceProvider, Task<T>> Named<T>(Func<IServiceProvider, Task<T>> work) => services =>
    {
        services.GetRequiredService<AuditScope>().Origin = $"ub {command.Name} (account {Environment.UserName})";
        return work(services);
    };

    private async Task<TenantInfo> FindTownAsync(string slug, CancellationToken cancellationToken) =>
        await (await ServicesAsync(cancellationToken)).GetRequiredService<ITenantStore>().FindAsync(slug, cancellationToken)
        ?? throw new CliUsageException($"There is no active town {slug}; `ub tenant list` shows them.");
}
