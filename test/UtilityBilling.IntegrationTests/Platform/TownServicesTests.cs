using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Authorization;
using UtilityBilling.Billing;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Paging;
using UtilityBilling.Platform.Auditing;
using UtilityBilling.Platform.Permissions;
using UtilityBilling.Platform.Roles;
using UtilityBilling.Platform.Settings;
using UtilityBilling.Platform.Tenants;
using UtilityBilling.Platform.Users;
using UtilityBilling.Search;
using UtilityBilling.Settings;
using UtilityBilling.TestBase;
using UtilityBilling.Users;
using Xunit;

namespace UtilityBilling.IntegrationTests.Platform;

public sealed class TownServicesTests : IAsyncLifetime
{
    private static readonly string[] Kinds = ["account", "premise"];

    private TestHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await TestHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_setting_counts_from_its_day_and_the_history_stays()
    {
        await SetAsync("20", new DateOnly(2026, 3, 2));
        await SetAsync("25", new DateOnly(2026, 3, 10));
        (await GetAsync(new DateOnly(2026, 3, 1))).ShouldBe("15");
        (await GetAsync(null)).ShouldBe("20");
        (await GetAsync(new DateOnly(2026, 3, 10))).ShouldBe("25");
        _host.Clock.Advance(TimeSpan.FromDays(8));
        (await GetAsync(null)).ShouldBe("25");
        (await _host.Birch.ReadAsync(_host.Birch.Administrator, s => s.GetRequiredService<ISettingProvider>().GetAsync(PlatformSettings.LockoutMinutes))).ShouldBe("15");
    }

    [Fact]
    public async Task A_person_may_not_reach_back_into_the_past()
    {
        var refusal = await Should.ThrowAsync<BusinessException>(() => SetAsync("20", new DateOnly(2026, 3, 1)));
        refusal.Code.ShouldBe("Platform:Setting.PastDate");
    }

    [Fact]
    public async Task Only_who_holds_the_right_changes_a_setting() => await Should.ThrowAsync<PermissionDeniedException>(() =>
        _host.Alder.WriteAsync(_host.Alder.Auditor, s => s.GetRequiredService<ISettingManager>().SetAsync(PlatformSettings.LockoutMinutes, "20", new DateOnly(2026, 3, 2), "test")));

    [Fact]
    public async Task Search_finds_by_the_beginning_of_every_word_with_and_without_accents_and_never_the_other_town()
    {
        var (munoz, munson, other) = (Id(1), Id(2), Id(3));
        await IndexAsync(_host.Alder, new SearchDocument("account", munoz, ["10-2231", "José Muñoz", "1204 Chemawa Rd NE"]), new SearchDocument("account", munson, ["10-2232", "Joan Munson", "88 Cherry Ave"]));
        await IndexAsync(_host.Birch, new SearchDocument("account", other, ["10-2231", "José Muñoz", "1 Main St"]));
        (await FindAsync("muñoz")).ShouldBe([munoz]);
        (await FindAsync("jose munoz")).ShouldBe([munoz]);
        (await FindAsync("MUN jo")).ShouldBe([munoz, munson], ignoreOrder: true);
        (await FindAsync("chemawa 1204")).ShouldBe([munoz]);
        (await FindAsync("102232")).ShouldBe([munson]);
        (await FindAsync("munoz cherry")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_record_written_again_is_found_by_its_new_words_only()
    {
        await IndexAsync(_host.Alder, new SearchDocument("account", Id(1), ["Harriet Oldname"]));
        await IndexAsync(_host.Alder, new SearchDocument("account", Id(1), ["Harriet Newname"]));
        (await FindAsync("oldname")).ShouldBeEmpty();
        (await FindAsync("harriet newname")).ShouldBe([Id(1)]);
    }

    [Fact]
    public async Task Many_records_are_indexed_at_once()
    {
        var documents = Enumerable.Range(1, 2000).Select(i => new SearchDocument("premise", Id(i), [$"{i} Orchard Lane", $"P{i:0000}"])).ToArray();
        await IndexAsync(_host.Alder, documents);
        (await FindAsync("p1999")).ShouldBe([Id(1999)]);
        (await FindAsync("orchard 1500")).ShouldContain(Id(1500));
    }

    [Fact]
    public async Task Rights_follow_the_roles_of_the_present_town()
    {
        (await GrantedAsync(_host.Alder, _host.Alder.Director, BillingPermissions.BillRuns.Approve)).ShouldBeTrue();
        (await GrantedAsync(_host.Alder, _host.Alder.Technician, BillingPermissions.BillRuns.Approve)).ShouldBeFalse();
        (await GrantedAsync(_host.Birch, _host.Alder.Director, BillingPermissions.BillRuns.Approve)).ShouldBeFalse();
        (await GrantedAsync(_host.Alder, Actor.System, BillingPermissions.BillRuns.Prepare)).ShouldBeTrue();
        (await GrantedAsync(_host.Alder, Actor.System, BillingPermissions.BillRuns.Approve)).ShouldBeFalse();
        (await GrantedAsync(_host.Alder, _host.Alder.Administrator, PlatformPermissions.Towns.Manage)).ShouldBeFalse();
    }

    [Fact]
    public async Task An_administrator_gives_no_rights_to_themselves()
    {
        var admin = _host.Alder.Administrator;
        var roles = await _host.Alder.ReadAsync(admin, s => s.GetRequiredService<IRoleAppService>().ListAsync());
        var own = roles.Single(r => r.Name == RoleNames.Administrator);
        var widen = new RoleInput { Name = own.Name, Rights = [.. own.Rights, BillingPermissions.BillRuns.Approve] };
        (await Should.ThrowAsync<BusinessException>(() => _host.Alder.WriteAsync(admin, s => s.GetRequiredService<IRoleAppService>().UpdateAsync(own.Id, widen)))).Code.ShouldBe("Platform:Role.OwnRole");
        var more = new UserInput { DisplayName = admin.DisplayName, Roles = [.. roles.Select(r => r.Id)] };
        (await Should.ThrowAsync<BusinessException>(() => _host.Alder.WriteAsync(admin, s => s.GetRequiredService<IUserAppService>().UpdateAsync(admin.UserId, more)))).Code.ShouldBe("Platform:User.OwnAccount");
    }

    [Fact]
    public async Task Whoever_works_for_another_town_too_is_not_one_towns_to_reset()
    {
        await _host.Birch.WriteAsync(_host.Birch.Administrator, s => s.GetRequiredService<IUserManager>().AddExistingAsync("alder.cashier", [RoleNames.Cashier]));
        var refusal = await Should.ThrowAsync<BusinessException>(() => _host.Birch.WriteAsync(_host.Birch.Administrator, s => s.GetRequiredService<IUserAppService>().ResetPasswordAsync(_host.Alder.Cashier.UserId)));
        refusal.Code.ShouldBe("Platform:User.WorksElsewhere");
    }

    [Fact]
    public async Task A_new_town_has_its_roles_and_is_found_at_once()
    {
        var town = await _host.Services.GetRequiredService<ITenantManager>().CreateAsync(new NewTown("cedar", "Cedar", "America/Chicago", "en") { BrandColor = "#ffff00" }, Actor.System);
        (await _host.Services.GetRequiredService<UtilityBilling.MultiTenancy.ITenantStore>().FindAsync("cedar"))!.Id.ShouldBe(town.Id);
        var names = await _host.Runner.RunAsync(town, Actor.System, UtilityBilling.Uow.UnitOfWorkMode.Read, s => s.GetRequiredService<IUtilityBillingDbContext>().Set<Role>().Select(r => r.Name).ToListAsync());
        names.ShouldBe(RoleNames.All, ignoreOrder: true);
    }

    [Fact]
    public async Task The_audit_log_tells_a_change_in_a_sentence_and_its_chain_is_whole()
    {
        await SetAsync("20", new DateOnly(2026, 3, 2));
        await _host.Alder.WriteAsync(_host.Alder.Administrator, s => s.GetRequiredService<IUserAppService>().UpdateAsync(_host.Alder.Cashier.UserId, new UserInput { DisplayName = "Carla Stone", Roles = RolesOf(s) }));
        var list = await ListAsync(new AuditFilter(null, _host.Alder.Cashier.UserId.ToString(), "User", null, null, null));
        list.Items[0].Sentences.ShouldContain("Alder Administrator changed the name of person Carla Stone from “Alder Cashier” to “Carla Stone”");
        (await ListAsync(new AuditFilter("alder.administrator", null, "SettingValue", "Value", new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 2)))).TotalCount.ShouldBe(1);
        (await ListAsync(new AuditFilter("alder.cashier", null, null, null, null, null))).TotalCount.ShouldBe(0);
        var state = await _host.Alder.ReadAsync(_host.Alder.Auditor, s => s.GetRequiredService<IAuditLogAppService>().VerifyAsync());
        state.IsWhole.ShouldBeTrue();
        state.Records.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task A_changed_and_a_cut_off_record_are_found()
    {
        await SetAsync("20", new DateOnly(2026, 3, 2));
        await SetAsync("21", new DateOnly(2026, 3, 2));
        var last = await _host.Database.ScalarAsOwnerAsync<long>($"select max(sequence) from audit.audit_logs where tenant_id = '{_host.Alder.Id}'");
        await TamperAsync($"update audit.audit_logs set payload = replace(payload, '\"20\"', '\"90\"') where tenant_id = '{_host.Alder.Id}' and sequence = {last - 1}");
        (await VerifyAsync()).FirstBroken.ShouldBe(last - 1);
        await TamperAsync($"update audit.audit_logs set payload = replace(payload, '\"90\"', '\"20\"') where tenant_id = '{_host.Alder.Id}' and sequence = {last - 1}");
        (await VerifyAsync()).IsWhole.ShouldBeTrue();
        await TamperAsync($"delete from audit.audit_log_records where tenant_id = '{_host.Alder.Id}' and sequence = {last}; delete from audit.audit_logs where tenant_id = '{_host.Alder.Id}' and sequence = {last}");
        (await VerifyAsync()).FirstBroken.ShouldBe(last);
    }

    private Task<ChainState> VerifyAsync() => _host.Alder.ReadAsync(_host.Alder.Auditor, s => s.GetRequiredService<IAuditLogAppService>().VerifyAsync());

    /// <summary>What somebody with the keys of the server could do: the triggers are switched off for it.</summary>
    private Task TamperAsync(string sql) => _host.Database.ExecuteAsOwnerAsync($"""
        alter table audit.audit_logs disable trigger user; alter table audit.audit_log_records disable trigger user;
        {sql};
        alter table audit.audit_logs enable trigger user; alter table audit.audit_log_records enable trigger user;
        """);

    private static List<Guid> RolesOf(IServiceProvider services) =>
        [.. services.GetRequiredService<IUtilityBillingDbContext>().Set<Role>().Where(r => r.Name == RoleNames.Cashier).Select(r => r.Id)];

    private Task<PagedResult<AuditEntry>> ListAsync(AuditFilter filter) =>
        _host.Alder.ReadAsync(_host.Alder.Auditor, s => s.GetRequiredService<IAuditLogAppService>().ListAsync(filter, new PagedRequest()));

    private static Task<bool> GrantedAsync(TestTown town, Actor actor, string right) => town.InScopeAsync(actor, s => s.GetRequiredService<IPermissionChecker>().IsGrantedAsync(right));

    private Task SetAsync(string value, DateOnly from) =>
        _host.Alder.WriteAsync(_host.Alder.Administrator, s => s.GetRequiredService<ISettingManager>().SetAsync(PlatformSettings.LockoutMinutes, value, from, "Resolution 12"));

    private Task<string> GetAsync(DateOnly? asOf) => _host.Alder.ReadAsync(_host.Alder.Technician, s => s.GetRequiredService<ISettingProvider>().GetAsync(PlatformSettings.LockoutMinutes, asOf));

    private static Task IndexAsync(TestTown town, params SearchDocument[] documents) => town.WriteAsync(town.Technician, s => s.GetRequiredService<ISearchIndex>().ReplaceAsync(documents));

    private async Task<List<Guid>> FindAsync(string text) =>
        [.. (await _host.Alder.ReadAsync(_host.Alder.Technician, s => s.GetRequiredService<ISearchIndex>().FindAsync(text, Kinds, 50))).Select(m => m.RecordId)];

    private static Guid Id(int number) => new(number, 0, 0, [0x80, 0, 0, 0, 0, 0, 0, 1]);
}
