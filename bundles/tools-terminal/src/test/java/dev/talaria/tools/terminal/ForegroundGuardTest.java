package dev.talaria.tools.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForegroundGuardTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sleep 100 &",
                "sleep 100 & echo started",
                "make &\nwait",
                "(sleep 9 &)",
                "nohup make",
                "make; disown",
                "setsid make",
                "sudo nohup /usr/bin/make",
                "echo 'a' & ls",
                "cat <<EOF\nx & y\nEOF\nsleep 1 &",
                "npm run dev",
                "cd app && PORT=3 npm run dev -- --host",
                "npm start",
                "yarn dev",
                "npx vite",
                "vite --port 3",
                "uvicorn app:app",
                "/opt/venv/bin/gunicorn app",
                "python -m http.server",
                "python3.11 -m http.server 80",
                "docker compose up",
                "docker-compose -f x.yml up --build",
                "npx next dev",
                "nodemon x.js",
                "flask run",
                "flask --app x run",
                "python manage.py runserver",
                "rails s",
                "bin/rails server",
                "php -S localhost:80",
                "if true; then uvicorn a; fi"
            })
    void theseAreRefusedWithAdvice(String command) {
        assertThat(ForegroundGuard.problemWith(command))
                .hasValueSatisfying(problem -> assertThat(problem).contains("background=true"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "make && make test",
                "make 2>&1 | tee log",
                "make &> log",
                "make >& log",
                "make |& less",
                "echo 'a & b'",
                "echo \"a & b \\\" & c\"",
                "echo a \\& b",
                "echo x # and & more",
                "cat > f <<'END'\na & b\nnpm run dev\nEND\nls",
                "cat <<-EOF\n a &\n\tEOF",
                "curl http://x/?a=1&b=2",
                "grep nohup f",
                "echo nohup",
                "vite build",
                "vite --help",
                "uvicorn --version",
                "npm run dev -- --help",
                "npm run devtools",
                "npm test",
                "npm install vite",
                "docker compose up -d",
                "docker compose up --build --detach",
                "docker compose ps",
                "python -m http.server --help",
                "pip install uvicorn",
                "ls uvicorn",
                "next build",
                "timeout 5 npm run dev",
                "rails generate x",
                "git commit -m 'npm run dev &'"
            })
    void theseAreNot(String command) {
        assertThat(ForegroundGuard.problemWith(command)).isEmpty();
    }

    @Test
    void hostileScriptsDoNotTakeLong() {
        for (String part :
                new String[] {"'", "\"", "\\", "<<E\n", "a=b ", "flask ", "docker compose ", "& ", "(", "\\\""}) {
            assertThat(ForegroundGuard.problemWith(part.repeat(1_000_000 / part.length())))
                    .isNotNull();
        }
    }
}
