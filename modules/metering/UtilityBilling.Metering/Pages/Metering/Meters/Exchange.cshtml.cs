using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Metering.Meters;

namespace UtilityBilling.Metering.Pages.Metering.Meters;

[Authorize(MeteringPermissions.Meters.Edit)]
public sealed class ExchangeModel(IMeterAppService meters) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty] public ExchangeForm Input { get; set; } = new();
    public MeterDto Meter { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Units { get; } = ExchangeForm.Units;

    public async Task OnGetAsync()
    {
        Meter = await meters.GetAsync(Id, HttpContext.RequestAborted);
        Input.TakeFrom(Meter);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
            return this.Invalid();
        var fresh = await meters.CreateAsync(Input.NewMeter(), HttpContext.RequestAborted);
        await meters.ExchangeAsync(Input.Exchange(Id, fresh), HttpContext.RequestAborted);
        return this.GoTo($"/Metering/Meters/{fresh}");
    }
}
