using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Auditing;
using UtilityBilling.EntityFrameworkCore.Auditing;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Auditing;

/// <summary>E2: what a powerful hand does to the trail is found, since each record is hashed over the one before it.</summary>
public sealed class AuditChainTests : IAsyncLifetime
{
    private TestHost _host = null!;
    private long _first;

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync();
        _first = await _host.Database.ScalarAsOwnerAsync<long>($"select sequence from audit.chain_heads where tenant_id = '{_host.Alder.Id}'");
        for (var i = 1; i <= 5; i++)
            await NoteAsync(_host.Alder, $"entry {i}");
        await NoteAsync(_host.Birch, "another town's entry");
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task E2_an_untouched_chain_holds_in_both_towns()
    {
        var alder = await VerifyAsync();
        alder.Finding.ShouldBeNull();
        alder.Records.ShouldBe(_first + 5);
        (await _host.Services.GetRequiredService<AuditVerifier>().VerifyAsync(_host.Birch.Info, null)).Finding.ShouldBeNull();
    }

    [Theory]
    [InlineData("payload = replace(payload, 'entry 3', 'entry 4')")]
    [InlineData("payload = payload || ' '")]
    [InlineData("hash = set_byte(hash, 0, (get_byte(hash, 0) + 1) % 256)")]
    [InlineData("previous_hash = set_byte(previous_hash, 31, (get_byte(previous_hash, 31) + 1) % 256)")]
    public async Task E2_one_changed_byte_is_found_at_its_record(string change)
    {
        await TamperAsync($"update audit.audit_logs set {change} where tenant_id = '{_host.Alder.Id}' and sequence = {_first + 3}");

        (await VerifyAsync()).Finding!.Sequence.ShouldBe(_first + 3);
    }

    [Fact]
    public async Task E2_a_record_moved_to_another_place_is_found()
    {
        await TamperAsync($"update audit.audit_log_records set sequence = sequence + 100 where false; delete from audit.audit_log_records where tenant_id = '{_host.Alder.Id}' and sequence = {_first + 5}; update audit.audit_logs set sequence = {_first + 9} where tenant_id = '{_host.Alder.Id}' and sequence = {_first + 5}");

        (await VerifyAsync()).Finding!.Sequence.ShouldBe(_first + 5);
    }

    [Fact]
    public async Task E2_a_missing_record_is_found()
    {
        await TamperAsync(Delete($"= {_first + 2}"));

        var finding = (await VerifyAsync()).Finding!;
        finding.Sequence.ShouldBe(_first + 2);
        finding.Problem.ShouldContain("missing");
    }

    [Fact]
    public async Task E2_a_cut_off_tail_is_found_by_the_head()
    {
        await TamperAsync(Delete($">= {_first + 4}"));

        (await VerifyAsync()).Finding!.Sequence.ShouldBe(_first + 4);
    }

    [Fact]
    public async Task E2_a_tail_cut_off_together_with_the_head_is_found_by_an_anchor_kept_outside()
    {
        var anchor = (await VerifyAsync()).Head;
        await TamperAsync(Delete($">= {_first + 4}") + $"; update audit.chain_heads set sequence = {_first + 3}, hash = (select hash from audit.audit_logs where tenant_id = '{_host.Alder.Id}' and sequence = {_first + 3}) where tenant_id = '{_host.Alder.Id}'");

        (await VerifyAsync()).Finding.ShouldBeNull();
        (await VerifyAsync(anchor)).Finding!.Sequence.ShouldBe(_first + 4);
    }

    [Fact]
    public async Task E2_a_chain_written_anew_from_the_start_is_found_by_an_anchor_kept_outside()
    {
        var anchor = (await VerifyAsync()).Head with { Hash = new string('0', 64) };

        (await VerifyAsync(anchor)).Finding!.Sequence.ShouldBe(anchor.Sequence);
    }

    [Fact]
    public async Task E2_a_record_left_out_of_the_list_for_searching_is_found()
    {
        await TamperAsync($"delete from audit.audit_log_records where tenant_id = '{_host.Alder.Id}' and sequence = {_first + 1}");

        (await VerifyAsync()).Finding!.Sequence.ShouldBe(_first + 1);
    }

    [Fact]
    public async Task The_town_cannot_write_into_another_towns_chain()
    {
        await using var connection = await _host.Database.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new Npgsql.NpgsqlCommand($"select set_config('app.tenant_id', '{_host.Alder.Id}', true); insert into audit.audit_logs (tenant_id, payload) values ('{_host.Birch.Id}', '{{}}')", connection, transaction);

        (await Should.ThrowAsync<Npgsql.PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState.ShouldBe(Npgsql.PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task Work_that_is_undone_leaves_no_record()
    {
        await Should.ThrowAsync<InvalidOperationException>(() => _host.Alder.WriteAsync(_host.Alder.Technician, services =>
        {
            services.GetRequiredService<IAuditScope>().Note("Test", _host.Alder.Id, "never happened");
            throw new InvalidOperationException("undo");
        }));

        (await VerifyAsync()).Records.ShouldBe(_first + 5);
    }

    private Task<AuditVerification> VerifyAsync(AuditAnchor? anchor = null) => _host.Services.GetRequiredService<AuditVerifier>().VerifyAsync(_host.Alder.Info, anchor);

    private static Task NoteAsync(TestTown town, string text) => town.WriteAsync(town.Technician, services =>
    {
        services.GetRequiredService<IAuditScope>().Note("Test", town.Id, text);
        return Task.CompletedTask;
    });

    private string Delete(string sequences) =>
        $"delete from audit.audit_log_records where tenant_id = '{_host.Alder.Id}' and sequence {sequences}; delete from audit.audit_logs where tenant_id = '{_host.Alder.Id}' and sequence {sequences}";

    /// <summary>What only a superuser can do: the triggers are off for this session.</summary>
    private Task TamperAsync(string sql) => _host.Database.Cluster.ExecuteAsSuperuserAsync($"set session_replication_role = replica; {sql}", _host.Database.Name);
}
