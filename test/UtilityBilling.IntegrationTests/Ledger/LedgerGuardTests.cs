using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Errors;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Ledger;

/// <summary>L1: what the database itself refuses of the application role, whatever the code forgot.</summary>
public sealed class LedgerGuardTests : IAsyncLifetime
{
    private TestHost _host = null!;
    private Books _books = null!;
    private TestAccount _account = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync();
        _books = new Books(_host.Alder);
        _account = await _books.AddAccountAsync();
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task L1_a_balanced_posting_is_kept()
    {
        await using var session = await BeginAsync();
        var journal = await JournalAsync(session, entries: 2, amount: "10.00");
        await EntriesAsync(session, journal, ("pooled", "1010", 1, "10.00"), ("pooled", "2999", 2, "-10.00"));
        await ExecuteAsync(session, "commit");
        (await _books.GlAsync("pooled", "1010")).ShouldBe(10.00m);
    }

    [Fact]
    public async Task L1_an_unbalanced_posting_is_refused()
    {
        await using var session = await BeginAsync();
        var journal = await JournalAsync(session, entries: 2, amount: "10.00");
        (await RefusedAsync(() => EntriesAsync(session, journal, ("pooled", "1010", 1, "10.00"), ("pooled", "2999", 2, "-9.99")))).ConstraintName.ShouldBe("entries_balance_per_fund");
    }

    [Fact]
    public async Task L1_a_posting_that_balances_over_two_funds_but_not_in_each_is_refused()
    {
        await using var session = await BeginAsync();
        var journal = await JournalAsync(session, entries: 2, amount: "10.00");
        (await RefusedAsync(() => EntriesAsync(session, journal, ("pooled", "1010", 1, "10.00"), ("water", "4411", 2, "-10.00")))).ConstraintName.ShouldBe("entries_balance_per_fund");
    }

    [Theory]
    [InlineData(3, 4)]
    [InlineData(1, 2)]
    public async Task L1_a_balanced_pair_added_to_a_posted_journal_is_refused(int first, int second)
    {
        await using var session = await BeginAsync();
        var journal = await JournalAsync(session, entries: 2, amount: "10.00");
        await EntriesAsync(session, journal, ("pooled", "1010", 1, "10.00"), ("pooled", "2999", 2, "-10.00"));
        await ExecuteAsync(session, "commit");
        await using var later = await BeginAsync();
        await RefusedAsync(() => EntriesAsync(later, journal, ("pooled", "1010", first, "10.00"), ("pooled", "2999", second, "-10.00")));
    }

    [Fact]
    public async Task L1_a_pair_added_by_a_second_statement_of_the_same_transaction_is_refused()
    {
        await using var session = await BeginAsync();
        var journal = await JournalAsync(session, entries: 2, amount: "10.00");
        await EntriesAsync(session, journal, ("pooled", "1010", 1, "10.00"), ("pooled", "2999", 2, "-10.00"));
        await RefusedAsync(() => EntriesAsync(session, journal, ("pooled", "1010", 3, "10.00"), ("pooled", "2999", 4, "-10.00")));
    }

    [Fact]
    public async Task L1_the_town_changed_before_commit_is_refused()
    {
        await using var session = await BeginAsync();
        var journal = await JournalAsync(session, entries: 2, amount: "10.00");
        await EntriesAsync(session, journal, ("pooled", "1010", 1, "10.00"), ("pooled", "2999", 2, "-10.00"));
        await ExecuteAsync(session, $"select set_config('app.tenant_id', '{_host.Birch.Id}', true)");
        await RefusedAsync(() => ExecuteAsync(session, "commit"));
        (await _books.GlAsync("pooled", "1010")).ShouldBe(0m);
    }

    [Fact]
    public async Task A_journal_without_entries_is_refused_at_commit()
    {
        await using var session = await BeginAsync();
        await JournalAsync(session, entries: 2, amount: "10.00");
        await RefusedAsync(() => ExecuteAsync(session, "set constraints all immediate"));
    }

    [Fact]
    public async Task A_count_or_an_amount_that_is_not_the_headers_is_refused()
    {
        await using var session = await BeginAsync();
        var journal = await JournalAsync(session, entries: 2, amount: "10.01");
        (await RefusedAsync(() => EntriesAsync(session, journal, ("pooled", "1010", 1, "10.00"), ("pooled", "2999", 2, "-10.00")))).ConstraintName.ShouldBe("entries_match_header");
    }

    [Fact]
    public async Task Nothing_is_posted_further_ahead_than_the_town_allows()
    {
        // 2 March 2026 and three months: June is the last.
        var calendar = (DateOnly day) => _host.Alder.WriteAsync(_host.Alder.Technician, s => s.GetRequiredService<AccountingCalendar>().DayForAsync(day));
        (await calendar(new(2026, 6, 30))).Date.ShouldBe(new DateOnly(2026, 6, 30));

        var refused = await Should.ThrowAsync<BusinessException>(() => calendar(new(2026, 7, 1)));
        (refused.Code, refused.Values["Last"]).ShouldBe(("Billing:Ledger.TooFarAhead", "2026-06-30"));
    }

    [Fact]
    public async Task A_posting_in_a_closed_month_is_refused()
    {
        await using var session = await BeginAsync();
        await ExecuteAsync(session, "update billing.accounting_periods set state = 'Closed'");
        (await RefusedAsync(() => JournalAsync(session, entries: 2, amount: "10.00"))).ConstraintName.ShouldBe("journals_open_period");
    }

    [Theory]
    [InlineData("update billing.charge_balances set open = 0")]
    [InlineData("delete from billing.account_balances")]
    [InlineData("insert into billing.account_balances (tenant_id, account_id, open, unapplied) select tenant_id, id, 5, 0 from customers.accounts")]
    [InlineData("update billing.entries set amount = 0")]
    [InlineData("delete from billing.journals")]
    [InlineData("truncate billing.charges cascade")]
    public async Task L2_balances_and_posted_rows_cannot_be_written_by_hand(string sql)
    {
        await _books.BillAsync(_account, Books.Today, Books.Today.AddDays(20), TestLine.Water(10m));
        await using var session = await BeginAsync();
        await RefusedAsync(() => ExecuteAsync(session, sql));
    }

    private async Task<NpgsqlConnection> BeginAsync()
    {
        var connection = await _host.Database.OpenAsync();
        await ExecuteAsync(connection, $"begin; select set_config('app.tenant_id', '{_host.Alder.Id}', true)");
        return connection;
    }

    private static async Task<Guid> JournalAsync(NpgsqlConnection session, int entries, string amount)
    {
        await using var command = new NpgsqlCommand(
            $"""
            insert into billing.journals (tenant_id, id, effective_date, ledger_date, accounting_period_id, posted_at, posted_by, source_kind, source_id, entry_count, amount, first_entry)
            select tenant_id, gen_random_uuid(), "from", "from", id, now(), id, 'Receipt', id, {entries}, {amount}, 1 from billing.accounting_periods order by "from" limit 1
            returning id
            """, session);
        return (Guid)(await command.ExecuteScalarAsync())!;
    }

    private static Task EntriesAsync(NpgsqlConnection session, Guid journal, params (string Fund, string Code, int N, string Amount)[] rows) => ExecuteAsync(
        session,
        $"""
        insert into billing.entries (tenant_id, journal_id, n, fund_id, gl_account_id, amount)
        select g.tenant_id, '{journal}', r.n, g.fund_id, g.id, r.amount
        from (values {string.Join(", ", rows.Select(r => $"('{r.Fund}', '{r.Code}', {r.N}, {r.Amount}::numeric)"))}) r (fund, code, n, amount)
        join billing.funds f on f.code = r.fund join billing.gl_accounts g on g.fund_id = f.id and g.code = r.code
        """);

    private static async Task ExecuteAsync(NpgsqlConnection session, string sql)
    {
        await using var command = new NpgsqlCommand(sql, session);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<PostgresException> RefusedAsync(Func<Task> act) => await Should.ThrowAsync<PostgresException>(act);
}
