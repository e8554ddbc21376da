package dev.talaria.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.gateway.Inbound;
import dev.talaria.api.gateway.OutboundMessage;
import dev.talaria.api.gateway.Receipt;
import dev.talaria.spi.gateway.Connector;
import dev.talaria.spi.gateway.Connector.RepeatGuard;
import dev.talaria.testkit.gateway.RecordingInbound;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectorDeskTest {
    private final ConnectorDesk desk = new ConnectorDesk();
    private final RecordingInbound inbound = new RecordingInbound();

    @AfterEach
    void close() {
        desk.close();
    }

    /** Counts what is done with it. */
    private static final class Counted implements Connector {
        private final FakePlatform platform = new FakePlatform(RepeatGuard.NONE);
        final Semaphore starts = new Semaphore(0);
        final Semaphore stops = new Semaphore(0);
        boolean broken;

        @Override
        public String platform() {
            return "fake";
        }

        @Override
        public String account() {
            return "work";
        }

        @Override
        public RepeatGuard repeatGuard() {
            return RepeatGuard.NONE;
        }

        @Override
        public void start(Inbound taker) {
            starts.release();
            if (broken) {
                throw new IllegalStateException("no token");
            }
        }

        @Override
        public void stop() {
            stops.release();
        }

        @Override
        public Receipt send(OutboundMessage message, Cancellation cancellation) {
            return platform.show(message);
        }
    }

    private static void await(Semaphore event) throws InterruptedException {
        assertThat(event.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aConnectorIsStartedOnceThereIsSomebodyWhoTakesMessagesAndStoppedWhenItGoes() throws Exception {
        Counted connector = new Counted();
        desk.add(connector, 0);
        assertThat(desk.running()).isZero();
        desk.begin(inbound);
        await(connector.starts);
        assertThat(desk.running()).isEqualTo(1);
        desk.remove(connector);
        await(connector.stops);
        assertThat(desk.running()).isZero();
        assertThat(desk.lanes()).isEmpty();
        assertThat(connector.starts.availablePermits()).isZero();
    }

    @Test
    void ofTwoForOneAccountTheHigherIsUsedAndThatIsShown() throws Exception {
        Counted low = new Counted();
        Counted high = new Counted();
        desk.add(high, 10);
        desk.add(low, 0);
        desk.begin(inbound);
        await(high.starts);
        assertThat(desk.find(OutboxFixture.chat("a"))).contains(high);
        assertThat(desk.problems())
                .hasEntrySatisfying("fake:work", why -> assertThat(why).contains("two connectors"));
        desk.remove(high);
        await(high.stops);
        await(low.starts);
        assertThat(desk.find(OutboxFixture.chat("a"))).contains(low);
    }

    @Test
    void aHigherOneTakesTheAccountOver() throws Exception {
        Counted low = new Counted();
        Counted high = new Counted();
        desk.begin(inbound);
        desk.add(low, 0);
        await(low.starts);
        desk.add(high, 10);
        await(high.starts);
        await(low.stops);
    }

    @Test
    void whenNobodyTakesMessagesAnyMoreAllAreStoppedButStillSend() throws Exception {
        Counted connector = new Counted();
        desk.add(connector, 0);
        desk.begin(inbound);
        await(connector.starts);
        desk.end();
        await(connector.stops);
        assertThat(desk.find(OutboxFixture.chat("a"))).contains(connector);
    }

    @Test
    void oneThatDoesNotStartIsShown() throws Exception {
        Counted connector = new Counted();
        connector.broken = true;
        desk.add(connector, 0);
        desk.begin(inbound);
        await(connector.starts);
        desk.end();
        while (desk.problems().isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(desk.problems())
                .hasEntrySatisfying("fake:work", why -> assertThat(why).contains("no token"));
    }
}
